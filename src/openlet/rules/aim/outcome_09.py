"""An outcome is awaited only after learning is complete."""

from openlet.facts.completion import COMPLETED, NOT_YET_KNOWN
from openlet.facts.programmes import is_skills_bootcamp, is_standard_programme
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "Outcome_09",
    on="LearningDelivery",
    where={"Outcome": (NOT_YET_KNOWN,)},
    shows=("Outcome", "CompStatus", "AimType", "FundModel", "ProgType"),
    message="The outcome is 8 (learning complete, outcome not yet known), but the completion status is {CompStatus}. "
    "Enter status 2, or the outcome that fits the status.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim whose outcome is not yet known must be completed.

    Fault where: Outcome is 8 and CompStatus is not 2.
    Except: programme aims (AimType 1) of apprenticeship standards with funding model 36 or 99; national Skills
    Bootcamps (funding model 37 with programme type 32).
    Read as: a missing CompStatus is the layout's business.
    """
    if not is_other_than(aim.CompStatus, (COMPLETED,)):
        return False
    return not is_standard_programme(aim) and not is_skills_bootcamp(aim)
