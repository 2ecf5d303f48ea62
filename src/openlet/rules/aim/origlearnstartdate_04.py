"""An aim with an original start is a restart."""

from openlet.facts.fams import has_fam_type
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "OrigLearnStartDate_04",
    on="LearningDelivery",
    where={"OrigLearnStartDate": PRESENT},
    shows=("OrigLearnStartDate",),
    message="The original start is {OrigLearnStartDate}, so the aim is a restart, but the restart indicator is "
    "missing. Add RES 1, or remove the original start.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim with an original start must have the restart indicator.

    Fault where: OrigLearnStartDate is returned and the aim has no FAM of type RES.
    Read as: every funding model, as the list of 2025-26 names none; 2020-21 had only 35, 36, 81 and 99.
    """
    return aim.OrigLearnStartDate is not None and not has_fam_type(aim, "RES")
