"""An adult skills aim is fully funded or co-funded."""

from openlet.facts.fams import has_fam_type
from openlet.facts.funding import ADULT_SKILLS, ADULT_SKILLS_FUND
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "LearnDelFAMType_02",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS, ADULT_SKILLS_FUND)},
    shows=("FundModel",),
    message="The aim of funding model {FundModel} has no full or co-funding indicator. Add FFI 1 (fully funded) or "
    "FFI 2 (the employer pays a part), on milestone aims too.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An adult skills aim must have a full or co-funding indicator.

    Fault where: FundModel is 35 or 38 and the aim has no FAM of type FFI.
    """
    return not has_fam_type(aim, "FFI")
