"""The learner was born before the learning started."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_DateOfBirth_02",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("DateOfBirth", "LearnStartDate"),
    message="The date of birth is {DateOfBirth}, which is not before the start on {LearnStartDate}. Correct the date "
    "that is wrong.",
    source=Source(GUIDE, "Learner tab, top section, item 4", "A-035"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The date of birth must lie before the start of the learning.

    Fault where: DateOfBirth is the start date of a bootcamp or milestone aim, or a later day.
    """
    born, start = learner.DateOfBirth, aim.LearnStartDate
    return born is not None and start is not None and born >= start
