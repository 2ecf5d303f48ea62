"""Learning that has ended has an outcome."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

OUTCOMES: list[int] = terms()["codes"]["outcomes"]


@rule(
    "WMCA_Outcome_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("Outcome", "LearnActEndDate", "LearnAimRef"),
    message="{LearnAimRef} ended on {LearnActEndDate}, and its outcome is {Outcome}. Enter 1 if the learner achieved, "
    "3 if not, 8 if it is not known yet.",
    source=Source(GUIDE, "Learning Delivery: End details, item 3", "A-101"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The outcome must be entered when the learning has ended.

    Fault where: a bootcamp aim, Z0010211 or Z0010212 has an actual end date and its outcome is missing or not 1, 2, 3
    or 8.
    Read as: the guide speaks of four options and names three; 2, partial achievement, is the fourth of the ILR and pays
    nothing (AMB-23).
    """
    return aim.LearnActEndDate is not None and aim.Outcome not in OUTCOMES
