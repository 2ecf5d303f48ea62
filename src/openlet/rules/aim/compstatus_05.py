"""An aim that continues has no outcome."""

from openlet.facts.completion import CONTINUING
from openlet.facts.funding import APPRENTICESHIPS, NON_FUNDED, is_apprenticeship
from openlet.facts.programmes import is_skills_bootcamp
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "CompStatus_05",
    on="LearningDelivery",
    where={"CompStatus": (CONTINUING,)},
    shows=("CompStatus", "Outcome", "FundModel", "ProgType"),
    message="The completion status is 1 (continuing), but the outcome is {Outcome}. Remove the outcome, or enter the "
    "status with which the aim ended.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that continues must not have an outcome.

    Fault where: CompStatus is 1 and Outcome is returned.
    Except: apprenticeship standards (funding model 36 or 99 with programme type 25); national Skills Bootcamps
    (funding model 37 with programme type 32).
    """
    if aim.Outcome is None or is_skills_bootcamp(aim):
        return False
    return not (is_apprenticeship(aim) and aim.FundModel in (APPRENTICESHIPS, NON_FUNDED))
