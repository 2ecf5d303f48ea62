"""From January an offender in custody has a ULN."""

from openlet.facts.funding import is_in_custody
from openlet.facts.given import Given
from openlet.facts.ulns import is_prepared_from_january
from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "ULN_09",
    on="Learner",
    shows=("ULN",),
    message="The ULN is {ULN}, the number for learners who have none yet. Get the learner's own from the Learning "
    "Records Service and enter it.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner, given: Given) -> bool:
    """An offender in custody should have a ULN of their own.

    Fault where: the ULN is 9999999999, the file was prepared on or after 1 January of its year, and an aim has LDM 034.
    """
    if learner.ULN != TEMPORARY_ULN or not is_prepared_from_january(given):
        return False
    return any(is_in_custody(aim) for aim in learner.LearningDelivery)
