"""A learner who left from April to July 2024 will need a destination record."""

from collections.abc import Iterator
from datetime import date

from openlet.facts.destinations import record_due
from openlet.facts.given import Given
from openlet.rules import Severity, Source, rule
from openlet.rules.whole import Mark, Whole
from openlet.spec.scheme import GUIDE


def due(mark: Mark, given: Given) -> date | None:
    """The last day on which the record may still be missing."""
    left = mark.value("LearnActEndDate")
    return record_due(left) if isinstance(left, date) else None


@rule(
    "WMCA_DPOutcome_02",
    on="Return",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnAimRef", "LearnActEndDate"),
    also={"due": due},
    message="The learner left {LearnAimRef} on {LearnActEndDate} and has no destination record yet. Enter one with "
    "the outcome by {due}.",
    source=Source(GUIDE, "Destination and Progression Recording; Learner Homepage, item 2", "A-026, A-027, A-124"),
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A learner who left from April to July 2024 should soon have a destination record.

    Fault where: a bootcamp aim is completed or withdrawn, the learner left from April to July 2024, at most two months
    have passed since, and no destination record has an outcome for the learner.
    Except: years whose ILR has no destination records.
    Read as: two calendar months, the last day included (A-026); leavers unless the reading dp_population says starters
    (AMB-24).
    """
    for leaver in whole.without_destination_record(given.terms.readings.dp_population):
        left = leaver.LearnActEndDate
        if left is not None and given.as_of <= record_due(left):
            yield leaver.mark
