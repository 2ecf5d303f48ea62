"""Each of these types stands only once on an aim."""

from typing import Any

from openlet.facts.fams import fam_counts
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

SINGLE = ("SOF", "FFI", "EEF", "RES", "ADL", "ACL", "AFL", "ASL", "FLN")  # LearnDelFAMType


def repeated(aim: LearningDelivery, *above: Any) -> tuple[str, ...]:
    """The types that stand more than once, though they may not."""
    counts = fam_counts(aim)
    return tuple(fam_type for fam_type in SINGLE if counts[fam_type] > 1)


@official(
    "LearnDelFAMType_18",
    on="LearningDelivery",
    shows=("LearnAimRef",),
    also={"repeated": repeated},
    message="{LearnAimRef} has more than one record of the type(s) {repeated}. Keep the right one of each and remove "
    "the others.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim must have at most one record each of SOF, FFI, EEF, RES, ADL, ACL, AFL, ASL and FLN.

    Fault where: the aim has more than one FAM of one of these types.
    Read as: one message for an aim.
    """
    return bool(repeated(aim))
