"""The outcome has a code of its type."""

from openlet.facts.given import Given
from openlet.facts.values import has_ended, is_listed
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_OutCode_01",
    on="DPOutcome",
    about="bootcamp learner",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=4,
    shows=("OutType", "OutCode", "OutStartDate"),
    message="The outcome code is {OutCode}, which is not a code of type {OutType} on {OutStartDate}. Choose one of "
    "the list.",
    source=Source(GUIDE, "Learner Destination and Progression: Outcome Record, item 2", "A-120"),
)
def fault(outcome: DPOutcome, record: LearnerDestinationandProgression, given: Given) -> bool:
    """The code of an outcome must be one of its type.

    Fault where: OutCode is missing, is not in the year's list for its OutType, or had ended before OutStartDate.
    Except: an outcome without a type, which has a rule of its own.
    """
    kind = outcome.OutType
    if not is_listed("OutType", kind, given.year):
        return False
    if not is_listed("OutCode", outcome.OutCode, given.year, kind):
        return True
    return has_ended("OutCode", outcome.OutCode, given.year, kind, outcome.OutStartDate)
