"""An aim that is not funded has no agency source of funding."""

from openlet.facts.funding import NON_FUNDED
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_08",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("SOF",), "LearnDelFAMCode": ("105", "107")},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="The source of funding is {LearnDelFAMCode}, but funding model {FundModel} stands for aims that are not "
    "funded. Correct the one that is wrong; an aim that WMCA pays for has 112.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that is not funded must not have the source of funding 105 or 107.

    Fault where: FundModel is 99 and the aim has the FAM SOF 105 or 107.
    """
    return aim.FundModel == NON_FUNDED
