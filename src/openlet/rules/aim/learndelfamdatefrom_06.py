"""Events are dated from August 2025 on."""

from datetime import date

from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

FIRST_EVENT = date(2025, 8, 1)


@official(
    "LearnDelFAMDateFrom_06",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("EVI",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom"),
    message="The event indicator ({LearnDelFAMType} {LearnDelFAMCode}) is dated {LearnDelFAMDateFrom}; events count "
    "from 1 August 2025. Correct the date, or remove the indicator.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An event indicator must not be dated before 1 August 2025.

    Fault where: LearnDelFAMType is EVI and LearnDelFAMDateFrom is before 1 August 2025.
    """
    return is_before(fam.LearnDelFAMDateFrom, FIRST_EVENT)
