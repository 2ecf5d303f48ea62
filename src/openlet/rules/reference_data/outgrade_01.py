"""The outcome grade is one of the list."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "OutGrade_01",
    on="LearningDelivery",
    needs=("grades",),
    shows=("OutGrade",),
    message="The outcome grade {OutGrade} is not in the list of grades (Appendix Q). Choose one of the list.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The outcome grade must be one of the list.

    Fault where: OutGrade is returned and is not in the list of grades.
    Except: no OutGrade.
    """
    return aim.OutGrade is not None and not given.references.rows("grades", "Grade", aim.OutGrade)
