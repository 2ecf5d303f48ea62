"""Procured devolved learning is not paid nationally."""

from openlet.facts.aims import has_fam
from openlet.facts.fams import ADULT_SOURCE
from openlet.facts.funding import ADULT_SKILLS
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_97",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("DAM",), "LearnDelFAMCode": ("002",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="The aim is marked as procured devolved adult education (DAM 002), but its source of funding is 105, the "
    "national budget. Enter 112 for an aim that WMCA pays for, or remove DAM 002.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """Procured devolved adult education must not have the source of funding 105.

    Fault where: the aim has the FAM DAM 002 and the FAM SOF 105, and FundModel is 35.
    """
    return aim.FundModel == ADULT_SKILLS and has_fam(aim, "SOF", ADULT_SOURCE)
