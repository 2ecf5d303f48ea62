"""A learner has one destination record."""

from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.facts.repeats import second_of
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole


@official(
    "R71",
    on="Return",
    needs=("destinations",),
    shows=("LearnRefNumber",),
    message="The file holds more than one destination record of {LearnRefNumber}. Put all outcomes of a learner into "
    "one record.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A learner must have one destination record.

    Fault where: a LearnRefNumber, in small or capital letters, stands on more than one destination record of the file.
    It is one finding for each such reference.
    Except: destination records without a reference.
    """
    yield from second_of(
        whole.destinations, lambda mark: None if mark.LearnRefNumber is None else mark.LearnRefNumber.casefold()
    )
