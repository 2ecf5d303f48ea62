"""An aim with an actual end does not continue."""

from openlet.facts.completion import CONTINUING
from openlet.facts.programmes import is_standard_programme
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "CompStatus_02",
    on="LearningDelivery",
    where={"CompStatus": (CONTINUING,)},
    shows=("CompStatus", "LearnActEndDate", "AimType", "FundModel", "ProgType"),
    message="The aim has an actual end date, {LearnActEndDate}, but the completion status is still 1 (continuing). "
    "Enter the status that fits the end (2 completed, 3 withdrawn, 6 break), or remove the end date.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that has ended must not have the completion status 1.

    Fault where: LearnActEndDate is returned and CompStatus is 1.
    Except: programme aims (AimType 1) of apprenticeship standards with funding model 36 or 99.
    """
    return aim.LearnActEndDate is not None and not is_standard_programme(aim)
