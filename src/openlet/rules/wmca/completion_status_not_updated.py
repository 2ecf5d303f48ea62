"""A learner whose learning has ended is not continuing."""

from openlet.facts.completion import CONTINUING
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_CompStatus_02",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=2,
    shows=("CompStatus", "LearnActEndDate", "LearnAimRef"),
    message="{LearnAimRef} ended on {LearnActEndDate}, but its completion status is still {CompStatus} (continuing). "
    "Change it to 2 if the learner completed, to 3 if they left earlier than planned.",
    source=Source(GUIDE, "Learning Delivery: End details, item 1, 2 and 4", "A-096, A-098, A-104"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The completion status must be updated when the learner has left.

    Fault where: a bootcamp aim, Z0010211 or Z0010212 has an actual end date and completion status 1.
    """
    return aim.LearnActEndDate is not None and aim.CompStatus == CONTINUING
