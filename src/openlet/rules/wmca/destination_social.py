"""Social destinations are for other learners."""

from openlet.facts.destinations import destination
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

SOCIAL: str = terms()["destinations"]["social_type"]


def code(aim: LearningDelivery, learner: Learner, given: Given) -> str | None:
    """The WMCA code."""
    found = destination(aim)
    return found.code if found else None


@rule(
    "WMCA_ProvSpecDelMon_09",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnAimRef",),
    also={"code": code},
    message="{LearnAimRef} has the destination {code}, a social destination. It is meant for young learners with high "
    "needs and left out of the headline figures: check that it is right.",
    source=Source(GUIDE, "Learning Delivery: Provider Specified Info, item 1; Outcome Record, item 1", "A-119"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """Social destinations are not used for WMCA reporting.

    Fault where: the WMCA code of a bootcamp aim stands for a social destination (SDE).
    Read as: the guide gives codes for them and says that they are not used, so they are accepted with a warning
    (AMB-28).
    """
    found = destination(aim)
    return found is not None and found.OutType == SOCIAL
