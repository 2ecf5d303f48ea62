"""The learner's family name is there."""

from openlet.facts.given import Given
from openlet.facts.values import is_blank
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_FamilyName_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("FamilyName",),
    message="The family name is {FamilyName}. Enter the learner's family name.",
    source=Source(GUIDE, "Learner tab, top section, item 5", "A-037"),
    no_pay_if="mandatory_missing",
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner's family name must be entered.

    Fault where: FamilyName is missing or holds only blanks.
    """
    return is_blank(learner.FamilyName)
