"""Voluntary work is recorded in another way."""

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

VOLUNTARY: str = terms()["destinations"]["voluntary_type"]


@rule(
    "WMCA_OutType_03",
    on="DPOutcome",
    about="bootcamp learner",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=5,
    shows=("OutType",),
    message="The outcome type is {OutType}, voluntary work, which is not used. Enter NPE 1 or 2 with WMCA5.1 or "
    "WMCA6.1 on the bootcamp aim; or, where it is with training, EDU 4, 5 or 6 with WMCA10.4, WMCA11.4 or WMCA12.2.",
    source=Source(
        GUIDE,
        "Learner Destination and Progression: Outcome Record, item 1; Destination and Progression Recording",
        "A-129",
    ),
)
def fault(outcome: DPOutcome, record: LearnerDestinationandProgression, given: Given) -> bool:
    """Voluntary work is recorded as not in paid employment, or as education.

    Fault where: OutType is VOL.
    Read as: the guide says which WMCA codes speak of voluntary work; there is none for VOL itself (AMB-31).
    """
    return outcome.OutType == VOLUNTARY
