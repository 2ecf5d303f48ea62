"""Only some types of funding and monitoring have a last day."""

from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules import PRESENT
from openlet.rules.official import official

DATED = frozenset({"LSF", "ACT", "ALB"})  # LearnDelFAMType


@official(
    "LearnDelFAMDateTo_04",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMDateTo": PRESENT},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateTo"),
    message="{LearnDelFAMType} {LearnDelFAMCode} has a last day, {LearnDelFAMDateTo}; only LSF, ACT and ALB have "
    "one. Remove the date.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """A last day must only be returned for the types LSF, ACT and ALB.

    Fault where: LearnDelFAMDateTo is returned and LearnDelFAMType is not LSF, ACT or ALB.
    """
    return fam.LearnDelFAMDateTo is not None and is_other_than(fam.LearnDelFAMType, DATED)
