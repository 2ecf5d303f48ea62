"""A learner who left has not achieved."""

from openlet.facts.completion import ACHIEVED, NOT_YET_KNOWN, TEMPORARILY_WITHDRAWN, WITHDRAWN
from openlet.facts.programmes import is_skills_bootcamp
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "CompStatus_06",
    on="LearningDelivery",
    where={"CompStatus": (WITHDRAWN, TEMPORARILY_WITHDRAWN), "Outcome": (ACHIEVED, NOT_YET_KNOWN)},
    shows=("CompStatus", "Outcome", "FundModel", "ProgType"),
    message="The completion status is {CompStatus} (3 withdrawn, 6 break), but the outcome is {Outcome}. Enter "
    "outcome 3, or status 2 if the learner did complete.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A learner who withdrew or is on a break must not have the outcome 1 or 8.

    Fault where: CompStatus is 3 or 6 and Outcome is 1 or 8.
    Except: national Skills Bootcamps (funding model 37 with programme type 32).
    """
    return not is_skills_bootcamp(aim)
