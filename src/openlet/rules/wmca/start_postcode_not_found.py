"""The learning start date postcode is in the directory."""

from openlet.facts.aims import has_fam
from openlet.facts.given import Given
from openlet.facts.places import start_area, start_postcode_unknown
from openlet.ilr.identifiers import is_postcode
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

OUT_OF_AREA: str = terms()["codes"]["out_of_area_dam"]


@rule(
    "WMCA_LSDPostcode_03",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract", "areas"),
    severity=Severity.TO_DO,
    priority=2,
    shows=("LSDPostcode",),
    message="The learning start date postcode {LSDPostcode} is not in the postcode directory, so it cannot be checked "
    "and nothing is paid. Correct it; if it is right, add it to the area table of the contract.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 8", "A-073, A-074"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The postcode on the start date must be one whose area is known.

    Fault where: LSDPostcode has the shape of a postcode but is not in the directory, so that its area is not known.
    Except: ZZ99 9ZZ, and aims with DAM 001, whose area makes no difference.
    Read as: a postcode that is not found is neither inside nor outside the area (AMB-14).
    """
    postcode = aim.LSDPostcode
    if postcode is None or start_postcode_unknown(aim) or not is_postcode(postcode):
        return False
    return start_area(aim, given) is None and not has_fam(aim, "DAM", OUT_OF_AREA)
