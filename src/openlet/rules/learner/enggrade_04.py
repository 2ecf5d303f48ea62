"""Who is exempt from the English condition of funding, or has met it, has no GCSE grade."""

from openlet.facts.grades import NO_GRADE
from openlet.facts.learner_fams import has_learner_fam
from openlet.ilr.records import Learner
from openlet.rules.official import official

EXEMPT_OR_MET = (2, 3, 4)  # ECF


@official(
    "EngGrade_04",
    on="Learner",
    shows=("EngGrade",),
    message="EngGrade is {EngGrade}, but the learner is marked as exempt from the English condition of funding or as "
    "having met it (ECF). Enter NONE as the grade, or correct ECF.",
    reads=("LearnerFAM",),
)
def fault(learner: Learner) -> bool:
    """EngGrade must be NONE where the English condition of funding is met otherwise.

    Fault where: there is a LearnerFAM ECF 2, 3 or 4 and EngGrade is not NONE.
    Read as: an absent grade is at fault too, as in the agency's service of 2020-21 (MathGrade_04 differs there).
    """
    return learner.EngGrade != NO_GRADE and has_learner_fam(learner, "ECF", *EXEMPT_OR_MET)
