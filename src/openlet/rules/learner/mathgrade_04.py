"""Who is exempt from the maths condition of funding, or has met it, has no GCSE grade."""

from openlet.facts.grades import NO_GRADE
from openlet.facts.learner_fams import has_learner_fam
from openlet.facts.values import is_blank
from openlet.ilr.records import Learner
from openlet.rules.official import official

EXEMPT_OR_MET = (2, 3, 4)  # MCF


@official(
    "MathGrade_04",
    on="Learner",
    shows=("MathGrade",),
    message="MathGrade is {MathGrade}, but the learner is marked as exempt from the maths condition of funding or as "
    "having met it (MCF). Enter NONE as the grade, or correct MCF.",
    reads=("LearnerFAM",),
)
def fault(learner: Learner) -> bool:
    """MathGrade must be NONE where the maths condition of funding is met otherwise.

    Fault where: there is a LearnerFAM MCF 2, 3 or 4 and MathGrade is returned and is not NONE.
    Read as: an absent grade is not at fault, as in the agency's service of 2020-21 (EngGrade_04 differs there).
    """
    graded = not is_blank(learner.MathGrade) and learner.MathGrade != NO_GRADE
    return graded and has_learner_fam(learner, "MCF", *EXEMPT_OR_MET)
