"""An outcome that has ended is closed."""

from openlet.facts.destinations import open_outcomes
from openlet.facts.given import Given
from openlet.ilr.records import LearnerDestinationandProgression
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def types(record: LearnerDestinationandProgression, given: Given) -> tuple[str, ...]:
    """The types of the outcomes that are open."""
    found = (outcome.OutType for outcome in open_outcomes(record.DPOutcome, given.as_of))
    return tuple(dict.fromkeys(kind for kind in found if kind is not None))


@rule(
    "WMCA_DPOutcome_05",
    on="LearnerDestinationandProgression",
    about="bootcamp learner",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnRefNumber",),
    also={"OutType": types},
    message="Learner {LearnRefNumber} has open outcomes of several types: {OutType}. If one of them has ended, enter "
    "its end date; the newest counts as the current one.",
    source=Source(GUIDE, "Learner Destination and Progression, item 5", "A-116"),
)
def fault(record: LearnerDestinationandProgression, given: Given) -> bool:
    """When a learner's situation changes, the old outcome is closed and a new one added.

    Fault where: a destination record has outcomes of different types that are open on the day of the return.
    Read as: two jobs, or other outcomes of one type, are no contradiction (AMB-27).
    """
    return len(record.DPOutcome) > 1 and len(types(record, given)) > 1
