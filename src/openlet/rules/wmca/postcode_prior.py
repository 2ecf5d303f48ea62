"""The postcode prior to enrolment is there."""

from openlet.facts.given import Given
from openlet.ilr.identifiers import is_postcode
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_PostcodePrior_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("PostcodePrior",),
    message="The postcode prior to enrolment is {PostcodePrior}. Enter it in capitals with one blank, such as B1 1AA; "
    "if it is not known enter ZZ99 9ZZ.",
    source=Source(GUIDE, "Learner: Learner Information, item 3", "A-041"),
    no_pay_if="mandatory_missing",
)
def fault(learner: Learner, given: Given) -> bool:
    """The postcode prior to enrolment must be entered, and never changed afterwards.

    Fault where: PostcodePrior is missing or has not the shape of a postcode.
    """
    return learner.PostcodePrior is None or not is_postcode(learner.PostcodePrior)
