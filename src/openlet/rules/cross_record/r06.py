"""Learners of a file have different references."""

from collections import Counter
from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole


@official(
    "R06",
    on="Return",
    shows=("LearnRefNumber",),
    message="The learner reference {LearnRefNumber} stands on more than one learner of the file. Give each learner a "
    "reference of their own, or put the aims of one person under one learner.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """Each learner of a file must have a reference of their own.

    Fault where: a LearnRefNumber, in small or capital letters, stands on more than one Learner of the file. It is a
    finding on each of them.
    Except: learners without a reference.
    """
    times = Counter(mark.LearnRefNumber.casefold() for mark in whole.learners() if mark.LearnRefNumber is not None)
    for mark in whole.learners():
        if mark.LearnRefNumber is not None and times[mark.LearnRefNumber.casefold()] > 1:
            yield mark
