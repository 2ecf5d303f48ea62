"""Learners outside funding have a ULN too."""

from openlet.facts.aims import has_fam
from openlet.facts.funding import COMMUNITY_LEARNING, NON_FUNDED, TAILORED_LEARNING
from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.ilr.records import Learner
from openlet.rules.official import official

WITHOUT_FORMULA = (COMMUNITY_LEARNING, TAILORED_LEARNING, NON_FUNDED)
OFFICE_FOR_STUDENTS = "1"  # SOF


@official(
    "ULN_02",
    on="Learner",
    shows=("ULN",),
    message="The ULN is {ULN}, the number for learners who have none yet. Get the learner's own from the Learning "
    "Records Service and enter it.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """Learners of community, tailored and non-funded learning should have a ULN of their own.

    Fault where: the ULN is 9999999999 and an aim has funding model 10, 11 or 99.
    Except: aims paid by the Office for Students (SOF 1).
    """
    return learner.ULN == TEMPORARY_ULN and any(
        aim.FundModel in WITHOUT_FORMULA and not has_fam(aim, "SOF", OFFICE_FOR_STUDENTS)
        for aim in learner.LearningDelivery
    )
