"""No two learners of a file share a reference."""

from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.rules import Severity, Source, rule
from openlet.rules.whole import Mark, Whole
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_LearnRefNumber_02",
    on="Return",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnRefNumber", "ULN"),
    message="The learner reference number {LearnRefNumber} is used by more than one learner (this one has ULN {ULN}). "
    "Give each learner a reference of their own, or put all aims of one person under one learner.",
    source=Source(GUIDE, "Learner tab, top section, item 1", "A-031"),
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """Every learner must have a reference number that no other learner of the file has.

    Fault where: LearnRefNumber of a bootcamp learner has been used by an earlier learner of the file, or that of an
    earlier bootcamp learner by this one.
    """
    return (mark for mark in whole.repeated_references if mark.LearnRefNumber in whole.bootcamp_learners)
