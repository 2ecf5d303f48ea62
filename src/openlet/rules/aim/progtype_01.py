"""An aim of a programme names the programme."""

from openlet.facts.programmes import COMPONENT_AIM, PROGRAMME_AIM
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "ProgType_01",
    on="LearningDelivery",
    where={"AimType": (PROGRAMME_AIM, COMPONENT_AIM)},
    shows=("AimType", "ProgType"),
    message="The aim type is {AimType}, part of a programme, but the programme type is missing. Enter aim type 4 for "
    "a bootcamp or milestone aim of WMCA, or else the programme type.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that is part of a programme must have a programme type.

    Fault where: AimType is 1 or 3 and ProgType is missing.
    """
    return aim.ProgType is None
