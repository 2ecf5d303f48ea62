"""The learner's postcode is known."""

from openlet.facts.given import Given
from openlet.ilr.identifiers import ZZ99
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_Postcode_02",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=5,
    shows=("Postcode",),
    message="The learner's postcode is {Postcode}, which stands for not known. Enter the real one as soon as you know "
    "it.",
    source=Source(GUIDE, "Learner: Learner Information, item 5", "A-043"),
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner's current postcode should be found out.

    Fault where: Postcode is ZZ99 9ZZ.
    """
    return learner.Postcode == ZZ99
