"""Only some types of funding and monitoring have a first day."""

from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules import PRESENT
from openlet.rules.official import official

DATED = frozenset({"LSF", "ACT", "ALB", "EVI"})  # LearnDelFAMType


@official(
    "LearnDelFAMDateFrom_03",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMDateFrom": PRESENT},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom"),
    message="{LearnDelFAMType} {LearnDelFAMCode} has a first day, {LearnDelFAMDateFrom}; only LSF, ACT, ALB and EVI "
    "have one. Remove the date.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """A first day must only be returned for the types LSF, ACT, ALB and EVI.

    Fault where: LearnDelFAMDateFrom is returned and LearnDelFAMType is not LSF, ACT, ALB or EVI.
    Read as: EVI exists since 2025-26; in older returns the code list refuses it.
    """
    return fam.LearnDelFAMDateFrom is not None and is_other_than(fam.LearnDelFAMType, DATED)
