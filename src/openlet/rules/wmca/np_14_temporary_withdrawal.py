"""A bootcamp that is temporarily withdrawn is not paid."""

from openlet.facts.completion import TEMPORARILY_WITHDRAWN
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "NP-14",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.NO_PAY,
    shows=("LearnAimRef", "CompStatus"),
    message="The completion status of {LearnAimRef} is {CompStatus} (temporarily withdrawn), so nothing new is paid. "
    "When the learner returns add a restart aim; if they do not, change the status to 3.",
    source=Source(GUIDE, "No pay rules", "A-158"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A temporarily withdrawn bootcamp is not paid.

    Fault where: the completion status of the bootcamp aim is 6, an agreed break in learning (AMB-21).
    Read as: money already paid is held, not taken back, unless the reading status6_paid = "clawback" (AMB-44).
    """
    return aim.CompStatus == TEMPORARILY_WITHDRAWN
