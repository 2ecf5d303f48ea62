"""An aim with an outcome has ended."""

from openlet.facts.programmes import is_skills_bootcamp
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "Outcome_11",
    on="LearningDelivery",
    shows=("Outcome", "LearnActEndDate", "FundModel", "ProgType"),
    message="The outcome is {Outcome}, but the actual end date is missing. Enter the last day of learning, or remove "
    "the outcome.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim with an outcome must have an actual end date.

    Fault where: Outcome is returned and LearnActEndDate is missing.
    Except: national Skills Bootcamps (funding model 37 with programme type 32).
    """
    return aim.Outcome is not None and aim.LearnActEndDate is None and not is_skills_bootcamp(aim)
