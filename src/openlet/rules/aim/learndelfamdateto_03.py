"""Funding and monitoring does not outlast the aim."""

from openlet.facts.fams import KEPT_WITHIN
from openlet.facts.values import is_after
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "LearnDelFAMDateTo_03",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMDateTo": PRESENT},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateTo", "LearnActEndDate", "FundModel"),
    message="{LearnDelFAMType} {LearnDelFAMCode} applies to {LearnDelFAMDateTo}, but the aim ended on "
    "{LearnActEndDate}. Enter a day on or before the end.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """A funding and monitoring record must not apply longer than the aim lasted.

    Fault where: LearnDelFAMDateTo is after LearnActEndDate and FundModel is 35, 36, 38, 81 or 99.
    Except: ACT; aims that have not ended.
    """
    if fam.LearnDelFAMType == "ACT" or aim.FundModel not in KEPT_WITHIN:
        return False
    return is_after(fam.LearnDelFAMDateTo, aim.LearnActEndDate)
