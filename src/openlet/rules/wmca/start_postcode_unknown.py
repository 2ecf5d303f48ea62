"""The learning start date postcode is known."""

from openlet.facts.aims import has_fam
from openlet.facts.given import Given
from openlet.facts.places import start_postcode_unknown
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

OUT_OF_AREA: str = terms()["codes"]["out_of_area_dam"]


def days(aim: LearningDelivery, learner: Learner, given: Given) -> int | None:
    """The days since the start."""
    return None if aim.LearnStartDate is None else (given.as_of - aim.LearnStartDate).days


@rule(
    "WMCA_LSDPostcode_02",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=2,
    shows=("LSDPostcode", "LearnStartDate"),
    also={"days": days},
    message="The learning start date postcode is {LSDPostcode}, which stands for not known, {days} days after the "
    "start on {LearnStartDate}. Enter the real postcode as soon as there is one, and DAM 001 if it lies outside the "
    "WMCA area.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 8", "A-073"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The postcode on the start date should be found out at the earliest opportunity.

    Fault where: LSDPostcode of a bootcamp aim is ZZ99 9ZZ.
    Except: where the reading zz99 is no_pay and DAM 001 is missing: that is NP-07.
    Read as: the guide itself tells providers to use ZZ99 9ZZ for a postcode that is not known or new, so by default it
    stops nothing (AMB-14).
    """
    if not start_postcode_unknown(aim):
        return False
    return given.terms.readings.zz99 == "todo" or has_fam(aim, "DAM", OUT_OF_AREA)
