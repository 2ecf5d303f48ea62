"""A learner without a ULN gets one before January."""

from openlet.facts.funding import is_levy_funded
from openlet.facts.given import Given
from openlet.facts.ulns import is_prepared_from_january
from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "ULN_03",
    on="Learner",
    shows=("ULN",),
    message="The ULN is {ULN}, the number for learners who have none yet; from January the national service may "
    "refuse it. Get the learner's own from the Learning Records Service and enter it.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner, given: Given) -> bool:
    """A learner should have a ULN of their own.

    Fault where: the ULN is 9999999999 and the file was prepared before 1 January of its year.
    Except: an aim is an apprenticeship under a contract with the employer (ACT 1).
    Read as: the list of 2025-26 says "for all learning", where that of 2020-21 named funding models.
    """
    if learner.ULN != TEMPORARY_ULN or is_prepared_from_january(given):
        return False
    return not any(is_levy_funded(aim) for aim in learner.LearningDelivery)
