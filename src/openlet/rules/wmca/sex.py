"""The learner's legal sex is there."""

from openlet.facts.given import Given
from openlet.facts.values import is_listed
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_Sex_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("Sex",),
    message="The legal sex is {Sex}. Enter the code that the learner gave at enrolment.",
    source=Source(GUIDE, "Learner tab, top section, item 6", "A-038"),
    no_pay_if="mandatory_missing",
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner's legal sex must be entered.

    Fault where: Sex is missing or not a code of the year's list.
    """
    return not is_listed("Sex", learner.Sex, given.year)
