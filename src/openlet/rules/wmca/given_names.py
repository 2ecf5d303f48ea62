"""The learner's given names are there."""

from openlet.facts.given import Given
from openlet.facts.values import is_blank
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_GivenNames_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("GivenNames",),
    message="The given names are {GivenNames}. Enter the learner's given names.",
    source=Source(GUIDE, "Learner tab, top section, item 3", "A-034"),
    no_pay_if="mandatory_missing",
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner's given names must be entered.

    Fault where: GivenNames is missing or holds only blanks.
    """
    return is_blank(learner.GivenNames)
