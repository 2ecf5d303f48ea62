"""The actual end does not lie in the future of the file."""

from openlet.facts.given import Given
from openlet.facts.shown import prepared_on
from openlet.facts.values import is_after
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "LearnActEndDate_04",
    on="LearningDelivery",
    where={"LearnActEndDate": PRESENT},
    shows=("LearnActEndDate",),
    also={"prepared": prepared_on},
    message="The actual end date, {LearnActEndDate}, lies after the day on which the file was prepared, {prepared}. "
    "Return it once it has come; until then the aim continues.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The actual end must not lie after the day on which the file was prepared.

    Fault where: LearnActEndDate is after the file preparation date of the header.
    """
    return is_after(aim.LearnActEndDate, given.prepared)
