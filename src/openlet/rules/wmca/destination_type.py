"""The outcome has a type."""

from openlet.facts.given import Given
from openlet.facts.values import is_listed
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_OutType_01",
    on="DPOutcome",
    about="bootcamp learner",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=4,
    shows=("OutType",),
    message="The outcome type is {OutType}. Choose one of EDU, EMP, GAP, NPE, OTH, SDE and VOL.",
    source=Source(GUIDE, "Learner Destination and Progression: Outcome Record, item 1", "A-118"),
)
def fault(outcome: DPOutcome, record: LearnerDestinationandProgression, given: Given) -> bool:
    """The type of an outcome must be entered.

    Fault where: OutType is missing or not a code of the year's list.
    """
    return not is_listed("OutType", outcome.OutType, given.year)
