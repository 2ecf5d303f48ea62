"""Event aims of national bootcamps are completed."""

from openlet.facts.completion import COMPLETED
from openlet.facts.programmes import is_event_aim
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "CompStatus_09",
    on="LearningDelivery",
    shows=("LearnAimRef", "CompStatus"),
    message="{LearnAimRef} stands for an event of a national Skills Bootcamp and should be completed (status 2); its "
    "status is {CompStatus}. WMCA bootcamps use Z0010211 and Z0010212 instead: check the aim reference.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An event aim of a national Skills Bootcamp should have the completion status 2.

    Fault where: LearnAimRef is Z0059747, Z0059748 or Z0059749 and CompStatus is not 2.
    """
    return is_event_aim(aim) and is_other_than(aim.CompStatus, (COMPLETED,))
