"""A destination record has the learner's ULN."""

from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole


@official(
    "R85",
    on="Return",
    needs=("destinations",),
    shows=("LearnRefNumber", "ULN", "LearnerULN"),
    message="The destination record of {LearnRefNumber} has the ULN {ULN}, but the learner has {LearnerULN}. Enter the "
    "learner's ULN in both places.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A destination record must have the ULN of its learner.

    Fault where: a destination record has the LearnRefNumber of a learner of the file, but another ULN.
    Except: destination records of nobody in the file; a ULN missing in one of the two places.
    """
    for mark in whole.destinations:
        learner = whole.first_by_reference.get(mark.LearnRefNumber or "")
        if learner is not None and None not in (mark.ULN, learner.ULN) and learner.ULN != mark.ULN:
            yield mark.showing(LearnerULN=learner.ULN)
