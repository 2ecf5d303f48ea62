"""DAM 001 stands only on learners from outside the area."""

from openlet.facts.aims import has_fam
from openlet.facts.given import Given
from openlet.facts.places import start_area
from openlet.ilr.records import Learner, LearningDelivery
from openlet.reference.areas import WMCA
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

OUT_OF_AREA: str = terms()["codes"]["out_of_area_dam"]


@rule(
    "WMCA_LearnDelFAMType_06",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract", "areas"),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LSDPostcode", "LearnAimRef"),
    message="{LearnAimRef} carries DAM 001 (outside the WMCA area), but the learning start date postcode "
    "{LSDPostcode} lies inside it. Remove DAM 001, or correct the postcode.",
    source=Source(GUIDE, "Learning Delivery: Funding and Monitoring, item 3", "A-082"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """DAM 001 is only for learners who live outside the WMCA area.

    Fault where: a bootcamp aim has DAM 001 and its LSDPostcode lies in the WMCA area.
    Read as: a warning only: a code too many stops nothing (AMB-14).
    """
    return has_fam(aim, "DAM", OUT_OF_AREA) and start_area(aim, given) == WMCA
