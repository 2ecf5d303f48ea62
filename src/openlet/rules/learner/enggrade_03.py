"""A GCSE grade in English below 4 goes with disadvantage funding."""

from openlet.facts.grades import BELOW_GRADE_4
from openlet.facts.learner_fams import has_learner_fam
from openlet.ilr.records import Learner
from openlet.rules.official import official

NOT_ACHIEVED_BY_16 = 2  # EDF: English not at grade 4 by the end of year 11


@official(
    "EngGrade_03",
    on="Learner",
    where={"EngGrade": BELOW_GRADE_4},
    shows=("EngGrade",),
    message="EngGrade is {EngGrade}, below grade 4, and EDF 2 is missing. Enter EDF 2, or correct the grade.",
    reads=("LearnerFAM",),
)
def fault(learner: Learner) -> bool:
    """A grade in English of D, 3 or below must go with EDF 2.

    Fault where: EngGrade is D, DD, DE, E, EE, EF, F, FF, FG, G, GG, N, U, 3, 2 or 1 and there is no LearnerFAM EDF 2.
    """
    return not has_learner_fam(learner, "EDF", NOT_ACHIEVED_BY_16)
