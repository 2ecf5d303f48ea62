"""An achieved aim has ended."""

from openlet.facts.completion import ACHIEVED
from openlet.facts.programmes import is_skills_bootcamp
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "Outcome_05",
    on="LearningDelivery",
    where={"Outcome": (ACHIEVED,)},
    shows=("Outcome", "LearnActEndDate", "FundModel", "ProgType"),
    message="The outcome is 1 (achieved), but the actual end date is missing. Enter the last day of learning, or "
    "remove the outcome.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that was achieved must have an actual end date.

    Fault where: Outcome is 1 and LearnActEndDate is missing.
    Except: national Skills Bootcamps (funding model 37 with programme type 32).
    """
    return aim.LearnActEndDate is None and not is_skills_bootcamp(aim)
