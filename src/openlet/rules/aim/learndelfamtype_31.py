"""An aim has at most six learning delivery monitoring codes."""

from typing import Any

from openlet.facts.fams import codes_of, fam_counts
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

MOST = 6


def count(aim: LearningDelivery, *above: Any) -> int:
    """How many there are."""
    return fam_counts(aim)["LDM"]


@official(
    "LearnDelFAMType_31",
    on="LearningDelivery",
    shows=("LearnAimRef",),
    also={"count": count, "codes": codes_of("LDM")},
    message="{LearnAimRef} has {count} learning delivery monitoring codes (LDM: {codes}); at most six are allowed. "
    "Remove those that are not needed.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim must have at most six learning delivery monitoring codes.

    Fault where: the aim has more than six FAM of type LDM.
    """
    return fam_counts(aim)["LDM"] > MOST
