"""The aim is in LARS."""

from openlet.facts.given import Given
from openlet.facts.lars import is_in_lars
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "LearnAimRef_01",
    on="LearningDelivery",
    needs=("lars",),
    shows=("LearnAimRef",),
    message="The learning aim {LearnAimRef} is not in LARS. Correct the reference, or load a newer edition of LARS.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The learning aim must be one of LARS.

    Fault where: LearnAimRef is not in LARS.
    Except: no LearnAimRef.
    """
    return aim.LearnAimRef is not None and not is_in_lars(aim.LearnAimRef, given)
