"""Funding and monitoring does not end before it begins."""

from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "LearnDelFAMDateTo_01",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMDateTo": PRESENT},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom", "LearnDelFAMDateTo"),
    message="{LearnDelFAMType} {LearnDelFAMCode} applies to {LearnDelFAMDateTo}, before it applies from "
    "{LearnDelFAMDateFrom}. Correct the one that is wrong.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """The last day of a funding and monitoring record must not lie before its first.

    Fault where: LearnDelFAMDateTo is before LearnDelFAMDateFrom.
    """
    return is_before(fam.LearnDelFAMDateTo, fam.LearnDelFAMDateFrom)
