"""An aim of its own has no programme type."""

from openlet.facts.programmes import SEPARATE_AIM
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "ProgType_02",
    on="LearningDelivery",
    where={"AimType": (SEPARATE_AIM,)},
    shows=("AimType", "ProgType"),
    message="The aim type is 4, not part of a programme, but the programme type is {ProgType}. Remove the programme "
    "type; bootcamps of WMCA have none.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that is not part of a programme must not have a programme type.

    Fault where: AimType is 4 and ProgType is returned.
    """
    return aim.ProgType is not None
