"""A learner who left from April to July 2024 has a destination record."""

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
    "WMCA_DPOutcome_01",
    on="Return",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=3,
    shows=("LearnAimRef", "LearnActEndDate"),
    also={"due": due},
    message="The learner left {LearnAimRef} on {LearnActEndDate} and has no destination record, which was due by "
    "{due}. Enter one with the outcome, or the national service will refuse the record.",
    source=Source(
        GUIDE,
        "Destination and Progression Recording; Learner Homepage, item 2",
        "A-026, A-027, A-087, A-124, A-126, A-130",
    ),
    no_pay_if="dp_missing",
    blocks=("M2", "M3"),
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A learner who left from April to July 2024 must have a destination record within two months.

    Fault where: a bootcamp aim is completed or withdrawn, the learner left from April to July 2024, more than two
    months have passed since, and no destination record has an outcome for the learner.
    Except: years whose ILR has no destination records.
    Read as: leavers of these months, not starters, unless the reading dp_population says so (AMB-24); it is the
    national rule, so it stops Milestones 2 and 3 only with the reading dp_missing = no_pay (AMB-25).
    """
    for leaver in whole.without_destination_record(given.terms.readings.dp_population):
        left = leaver.LearnActEndDate
        if left is not None and given.as_of > record_due(left):
            yield leaver.mark
