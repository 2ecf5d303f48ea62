"""Off-the-job hours stand on the programme aim."""

from openlet.facts.programmes import PROGRAMME_AIM
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "OTJActHours_01",
    on="LearningDelivery",
    where={"OTJActHours": PRESENT},
    shows=("AimType", "OTJActHours"),
    message="Actual hours of off-the-job training ({OTJActHours}) are returned on an aim of type {AimType}; they "
    "belong on the programme aim of an apprenticeship. Remove the hours.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """Actual hours of off-the-job training must only be returned on a programme aim.

    Fault where: OTJActHours is returned and AimType is not 1.
    """
    return aim.OTJActHours is not None and is_other_than(aim.AimType, (PROGRAMME_AIM,))
