"""The achievement date does not lie before the start."""

from openlet.facts.programmes import is_skills_bootcamp
from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "AchDate_03",
    on="LearningDelivery",
    where={"AchDate": PRESENT},
    shows=("LearnStartDate", "AchDate", "FundModel", "ProgType"),
    message="The achievement date, {AchDate}, lies before the aim started on {LearnStartDate}. Correct the one that "
    "is wrong.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The achievement date must not lie before the start of the aim.

    Fault where: AchDate is before LearnStartDate.
    Except: national Skills Bootcamps (funding model 37 with programme type 32).
    """
    return is_before(aim.AchDate, aim.LearnStartDate) and not is_skills_bootcamp(aim)
