"""A GCSE grade in maths below 4 goes with disadvantage funding."""

from openlet.facts.grades import BELOW_GRADE_4
from openlet.facts.learner_fams import has_learner_fam
from openlet.ilr.records import Learner
from openlet.rules.official import official

NOT_ACHIEVED_BY_16 = 1  # EDF: maths not at grade 4 by the end of year 11


@official(
    "MathGrade_03",
    on="Learner",
    where={"MathGrade": BELOW_GRADE_4},
    shows=("MathGrade",),
    message="MathGrade is {MathGrade}, below grade 4, and EDF 1 is missing. Enter EDF 1, or correct the grade.",
    reads=("LearnerFAM",),
)
def fault(learner: Learner) -> bool:
    """A grade in maths of D, 3 or below must go with EDF 1.

    Fault where: MathGrade is D, DD, DE, E, EE, EF, F, FF, FG, G, GG, N, U, 3, 2 or 1 and there is no LearnerFAM EDF 1.
    """
    return not has_learner_fam(learner, "EDF", NOT_ACHIEVED_BY_16)
