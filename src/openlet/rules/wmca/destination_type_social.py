"""Social destinations are for other learners."""

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

SOCIAL: str = terms()["destinations"]["social_type"]


@rule(
    "WMCA_OutType_02",
    on="DPOutcome",
    about="bootcamp learner",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=5,
    shows=("OutType",),
    message="The outcome type is {OutType}, a social destination, which is meant for young learners with high needs. "
    "Check that it is right.",
    source=Source(GUIDE, "Learner Destination and Progression: Outcome Record, item 1", "A-119"),
)
def fault(outcome: DPOutcome, record: LearnerDestinationandProgression, given: Given) -> bool:
    """Social destinations are not used for WMCA reporting.

    Fault where: OutType is SDE.
    Read as: accepted with a warning, since there are WMCA codes for them (AMB-28).
    """
    return outcome.OutType == SOCIAL
