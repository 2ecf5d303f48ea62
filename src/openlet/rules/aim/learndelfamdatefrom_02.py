"""Funding and monitoring does not apply before the aim starts."""

from openlet.facts.fams import KEPT_WITHIN
from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "LearnDelFAMDateFrom_02",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMDateFrom": PRESENT},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom", "LearnStartDate", "FundModel"),
    message="{LearnDelFAMType} {LearnDelFAMCode} applies from {LearnDelFAMDateFrom}, before the aim starts on "
    "{LearnStartDate}. Correct the one that is wrong.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """A funding and monitoring record must not apply before the start of the aim.

    Fault where: LearnDelFAMDateFrom is before LearnStartDate and FundModel is 35, 36, 38, 81 or 99.
    Read as: the spreadsheet's comparison; the online error condition compares with LearnDelFAMDateTo by mistake.
    """
    return aim.FundModel in KEPT_WITHIN and is_before(fam.LearnDelFAMDateFrom, aim.LearnStartDate)
