"""What was achieved on a day was achieved."""

from openlet.facts.completion import ACHIEVED
from openlet.facts.funding import APPRENTICESHIPS, is_apprenticeship
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "Outcome_04",
    on="LearningDelivery",
    shows=("Outcome", "AchDate", "FundModel", "ProgType"),
    message="The achievement date is {AchDate}, but the outcome is {Outcome}. Remove the achievement date, which a "
    "bootcamp aim never has, or enter outcome 1.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim with an achievement date must have the outcome 1.

    Fault where: AchDate is returned and Outcome is missing or not 1.
    Except: apprenticeship standards (funding model 36 with programme type 25).
    """
    if aim.AchDate is None or aim.Outcome == ACHIEVED:
        return False
    return not (aim.FundModel == APPRENTICESHIPS and is_apprenticeship(aim))
