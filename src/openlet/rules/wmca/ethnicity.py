"""The learner's ethnicity is there."""

from openlet.facts.given import Given
from openlet.facts.values import is_listed
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_Ethnicity_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("Ethnicity",),
    message="The ethnicity is {Ethnicity}. Enter the code that the learner gave at enrolment.",
    source=Source(GUIDE, "Learner: Learner Information, item 2", "A-040"),
    no_pay_if="mandatory_missing",
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner's ethnicity must be entered.

    Fault where: Ethnicity is missing or not a code of the year's list.
    Read as: every code of the list is an answer, also the one for not provided.
    """
    return not is_listed("Ethnicity", learner.Ethnicity, given.year)
