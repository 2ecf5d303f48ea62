"""The learner's date of birth is there."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_DateOfBirth_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("DateOfBirth",),
    message="The date of birth is {DateOfBirth}. Enter the learner's date of birth; without it the age cannot be "
    "known and nothing is paid.",
    source=Source(GUIDE, "Learner tab, top section, item 4", "A-035"),
    no_pay_if="mandatory_missing",
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner's date of birth must be entered.

    Fault where: DateOfBirth is missing.
    Read as: a date that cannot be read is refused by the field rules and counts as not judged here.
    """
    return learner.DateOfBirth is None
