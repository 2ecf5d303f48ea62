"""A learner from outside the WMCA area is marked with DAM 001."""

from openlet.facts.aims import fam_codes, has_fam
from openlet.facts.given import Given
from openlet.facts.places import start_area, start_postcode_unknown
from openlet.ilr.records import Learner, LearningDelivery
from openlet.reference.areas import OTHER, WM_OTHER
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

OUT_OF_AREA: str = terms()["codes"]["out_of_area_dam"]
PLACES = {WM_OTHER: "elsewhere in the West Midlands region", OTHER: "outside the West Midlands"}


def where(aim: LearningDelivery, learner: Learner, given: Given) -> str:
    """Where the start postcode lies, in words."""
    return PLACES.get(start_area(aim, given) or "", "not known")


def area_codes(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The devolved area monitoring codes returned."""
    return fam_codes(aim).get("DAM", ())


@rule(
    "NP-07",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract", "areas"),
    severity=Severity.NO_PAY,
    shows=("LSDPostcode",),
    also={"where": where, "DAM": area_codes},
    message="The learning start date postcode is {LSDPostcode} ({where}) and the DAM codes are {DAM}. Enter the "
    "postcode where the learner lived at the start; outside the WMCA area, add DAM 001 for a learner who lives in the "
    "West Midlands or will work there.",
    source=Source(
        GUIDE, "Learning Delivery: Learning Information, item 8; Funding and Monitoring, item 3", "A-074, A-082"
    ),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner who lives outside the WMCA area must be marked with DAM 001.

    Fault where: LSDPostcode lies outside the WMCA area and the aim has no DAM 001; or LSDPostcode is missing.
    Except: ZZ99 9ZZ, which the guide itself tells providers to use: a to-do item, unless the reading zz99 = "no_pay".
    Read as: DAM 001 is the provider's declaration that the learner lives or will work in the West Midlands (AMB-14). A
    postcode that the directory does not know is not "outside": nothing is paid until it can be checked.
    """
    if aim.LSDPostcode is None:
        return True
    if has_fam(aim, "DAM", OUT_OF_AREA):
        return False
    if start_postcode_unknown(aim):
        return given.terms.readings.zz99 == "no_pay"
    return start_area(aim, given) in PLACES
