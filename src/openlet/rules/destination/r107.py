"""A learner who has finished has a destination."""

from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole

LEFT_OUT = {24, 25}  # ProgType: traineeship, apprenticeship standard


@official(
    "R107",
    on="Return",
    needs=("destinations",),
    shows=("LearnAimRef", "LearnActEndDate"),
    message="All aims of the learner have ended, the last one, {LearnAimRef}, on {LearnActEndDate}, and no outcome "
    "starts on that day or later. Enter what became of the learner.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A learner all of whose aims have ended should have a destination.

    Fault where: all aims of a learner have a LearnActEndDate, one has funding model 25, 35, 70 or 81, and no outcome of
    the learner starts on or after the day on which the last aim ended.
    Except: the aim that ended last is on a break (CompStatus 6); learners with a traineeship or an apprenticeship
    standard (ProgType 24 or 25).
    Read as: a warning, because R108 refuses the record two months later; the severity was not published with the logic.
    References are compared without regard to case, as in R108.
    """
    yield from (one.mark for one in whole.closed_without_destination() if not one.programmes & LEFT_OUT)
