"""A destination record belongs to a learner of the file."""

from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.rules import Severity, Source, rule
from openlet.rules.whole import Mark, Whole
from openlet.spec.scheme import GUIDE


def fits_nobody(mark: Mark, whole: Whole) -> bool:
    """Whether a destination record should be that of a bootcamp learner, but is not."""
    learner = whole.first_by_reference.get(mark.LearnRefNumber or "")
    if learner is not None:
        return learner.LearnRefNumber in whole.bootcamp_learners and learner.ULN != mark.ULN
    bootcamps_alone = 0 < len(whole.bootcamp_learners) == len(whole.first_by_reference)
    return bootcamps_alone or any(
        whole.first_by_reference[reference].ULN == mark.ULN != TEMPORARY_ULN for reference in whole.bootcamp_learners
    )


@rule(
    "WMCA_LearnRefNumber_03",
    on="Return",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnRefNumber", "ULN"),
    message="The destination record of {LearnRefNumber} with ULN {ULN} fits no learner of the file. Enter the learner "
    "reference number and the ULN exactly as on the learner's record.",
    source=Source(GUIDE, "Learner Destination and Progression, item 4", "A-115"),
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A destination record must have the reference and the ULN of a learner.

    Fault where: a destination record has the reference of a bootcamp learner and another ULN; the ULN of a bootcamp
    learner and a reference that no learner has; or, in a file of bootcamp learners alone, a reference that no learner
    has.
    Except: in a file with other learners too, records of nobody in it: they may belong to learners of an earlier year.
    """
    return (mark for mark in whole.destinations if fits_nobody(mark, whole))
