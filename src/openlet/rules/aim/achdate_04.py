"""An achievement date stands only on an aim that has ended."""

from openlet.facts.programmes import is_skills_bootcamp
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "AchDate_04",
    on="LearningDelivery",
    where={"AchDate": PRESENT},
    shows=("AchDate", "LearnActEndDate", "FundModel", "ProgType"),
    message="The achievement date is {AchDate}, but the aim has no actual end date. Enter the day on which learning "
    "ended, or remove the achievement date.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim with an achievement date must have an actual end date.

    Fault where: AchDate is returned and LearnActEndDate is not.
    Except: national Skills Bootcamps (funding model 37 with programme type 32).
    """
    return aim.AchDate is not None and aim.LearnActEndDate is None and not is_skills_bootcamp(aim)
