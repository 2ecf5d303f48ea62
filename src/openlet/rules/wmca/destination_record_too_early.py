"""A destination record is entered when the learner has left."""

from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.rules import Severity, Source, rule
from openlet.rules.whole import Mark, Whole
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_DPOutcome_04",
    on="Return",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnRefNumber",),
    message="Learner {LearnRefNumber} has a destination record, but no aim that is completed or withdrawn. Update the "
    "completion status if the learner has left, or remove the record.",
    source=Source(GUIDE, "Learner Destination and Progression, item 1; Learner Homepage, item 2", "A-025, A-113"),
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """The destination record is entered once the learner completes or withdraws.

    Fault where: a learner on a bootcamp has a destination record and none of their aims, milestone aims aside, has
    completion status 2 or 3.
    Except: learners with milestone aims alone, whose bootcamp is in an earlier return.
    Read as: any other aim will do, since the record may speak of that one.
    """
    return (mark for mark in whole.destinations if mark.LearnRefNumber in whole.still_learning)
