"""The achievement date does not lie after the year of the return."""

from openlet.facts.given import Given
from openlet.facts.shown import year_end
from openlet.facts.values import is_after
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "AchDate_02",
    on="LearningDelivery",
    where={"AchDate": PRESENT},
    shows=("AchDate",),
    also={"year_end": year_end},
    message="The achievement date, {AchDate}, lies after the year of this return, which ends on {year_end}. Correct "
    "it, or remove it until that day has come.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The achievement date must not lie after the end of the year.

    Fault where: AchDate is after 31 July of the return's year.
    Read as: an error, as the online list has it; the spreadsheet of version 3 only warns.
    """
    return is_after(aim.AchDate, given.year.last_day)
