"""The achievement date does not lie before the actual end."""

from openlet.facts.programmes import is_skills_bootcamp
from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "AchDate_05",
    on="LearningDelivery",
    where={"AchDate": PRESENT},
    shows=("AchDate", "LearnActEndDate", "FundModel", "ProgType"),
    message="The achievement date, {AchDate}, lies before the day on which learning ended, {LearnActEndDate}. "
    "Correct the one that is wrong.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The achievement date must not lie before the actual end of the aim.

    Fault where: AchDate is before LearnActEndDate.
    Except: national Skills Bootcamps (funding model 37 with programme type 32).
    Read as: the same day is right, as the detailed wording says; the short message says "after".
    """
    return is_before(aim.AchDate, aim.LearnActEndDate) and not is_skills_bootcamp(aim)
