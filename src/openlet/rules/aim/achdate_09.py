"""Only apprenticeships and national bootcamps have an achievement date."""

from datetime import date

from openlet.facts.funding import APPRENTICESHIPS, OTHER_ADULT, is_apprenticeship
from openlet.facts.programmes import is_skills_bootcamp
from openlet.facts.values import is_after
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official

LAST_START = date(2015, 7, 31)  # the last start on which an achievement date may be returned for any aim


@official(
    "AchDate_09",
    on="LearningDelivery",
    where={"AchDate": PRESENT},
    shows=("AchDate", "LearnStartDate", "FundModel", "ProgType"),
    message="The aim, which started on {LearnStartDate}, has an achievement date, {AchDate}; only apprenticeships "
    "and national Skills Bootcamps have one. Remove it: the actual end date and the outcome say when and how the aim "
    "ended.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that started after 31 July 2015 must not have an achievement date.

    Fault where: AchDate is returned and LearnStartDate is after 31 July 2015.
    Except: apprenticeship standards (programme type 25 with funding model 36 or 81); national Skills Bootcamps
    (funding model 37 with programme type 32).
    """
    if aim.AchDate is None or not is_after(aim.LearnStartDate, LAST_START):
        return False
    return not is_skills_bootcamp(aim) and not (
        is_apprenticeship(aim) and aim.FundModel in (APPRENTICESHIPS, OTHER_ADULT)
    )
