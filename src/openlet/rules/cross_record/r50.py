"""An aim's provider specified values stand in different boxes."""

from openlet.facts.repeats import repeated_boxes
from openlet.ilr.records import Learner, LearningDelivery, ProviderSpecDeliveryMonitoring
from openlet.rules.official import official


@official(
    "R50",
    on="ProviderSpecDeliveryMonitoring",
    shows=("ProvSpecDelMonOccur", "ProvSpecDelMon"),
    message="Box {ProvSpecDelMonOccur} of the aim's provider specified values is used more than once, here for "
    "{ProvSpecDelMon}. Put each value into a box of its own: A, B, C or D.",
    reads=("ProviderSpecDeliveryMonitoring",),
)
def fault(box: ProviderSpecDeliveryMonitoring, aim: LearningDelivery, learner: Learner) -> bool:
    """Each provider specified value of an aim must stand in a box of its own.

    Fault where: a ProvSpecDelMonOccur, in small or capital letters, stands on more than one record of the aim. It is
    one finding for each such box, on the second of the records.
    """
    return box in repeated_boxes(aim)
