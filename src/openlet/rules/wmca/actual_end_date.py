"""A learner who left has an actual end date."""

from openlet.facts.completion import COMPLETED, TEMPORARILY_WITHDRAWN, WITHDRAWN
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE

ENDED = (COMPLETED, WITHDRAWN, TEMPORARILY_WITHDRAWN)


@rule(
    "WMCA_LearnActEndDate_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=2,
    shows=("LearnActEndDate", "CompStatus", "LearnAimRef"),
    message="The completion status of {LearnAimRef} is {CompStatus}, and its actual end date is {LearnActEndDate}. "
    "Enter the last day the learner attended.",
    source=Source(GUIDE, "Learning Delivery: End details, item 2", "A-098"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The last day of attendance must be entered when the learner has left.

    Fault where: the completion status of a bootcamp aim, Z0010211 or Z0010212 is 2, 3 or 6 and LearnActEndDate is
    missing.
    Read as: an end date while the learner is continuing has a rule of its own (A-104).
    """
    return aim.CompStatus in ENDED and aim.LearnActEndDate is None
