"""The learner has a reference of letters and figures."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_LearnRefNumber_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnRefNumber",),
    message="The learner reference number is {LearnRefNumber}. Enter a reference of letters and figures only, at most "
    "twelve.",
    source=Source(GUIDE, "Learner tab, top section, item 1", "A-031"),
    no_pay_if="mandatory_missing",
)
def fault(learner: Learner, given: Given) -> bool:
    """Every learner must have a reference number of letters and figures.

    Fault where: LearnRefNumber is missing, or holds anything but letters and figures.
    Read as: the guide says that the field accepts numbers and letters, so a blank within it is a fault too, although
    the schema lets it pass.
    """
    reference = learner.LearnRefNumber
    return reference is None or not (reference.isascii() and reference.isalnum())
