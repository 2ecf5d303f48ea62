"""The aim starts within the year of the return."""

from openlet.facts.funding import APPRENTICESHIPS, SKILLS_BOOTCAMPS, T_LEVEL
from openlet.facts.given import Given
from openlet.facts.shown import year_end
from openlet.facts.values import is_after
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "LearnStartDate_03",
    on="LearningDelivery",
    shows=("LearnStartDate", "FundModel", "ProgType"),
    also={"year_end": year_end},
    message="The aim starts on {LearnStartDate}, after the year of this return, which ends on {year_end}. Correct "
    "the start, or return the aim in the year in which it starts.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The start must not lie after the end of the year.

    Fault where: LearnStartDate is after 31 July of the return's year.
    Except: funding models 36 and 37; T Levels (programme type 31).
    """
    if not is_after(aim.LearnStartDate, given.year.last_day):
        return False
    return aim.FundModel not in (APPRENTICESHIPS, SKILLS_BOOTCAMPS) and aim.ProgType != T_LEVEL
