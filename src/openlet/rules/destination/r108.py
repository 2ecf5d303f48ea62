"""A learner who finished two months ago has a destination."""

from collections.abc import Iterator

from openlet.facts.days import add_months
from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole

LEFT_OUT = {24, 25}  # ProgType: traineeship, apprenticeship standard
DUE = 2  # months


@official(
    "R108",
    on="Return",
    needs=("destinations",),
    shows=("LearnAimRef", "LearnActEndDate"),
    message="All aims of the learner have ended, the last one, {LearnAimRef}, on {LearnActEndDate}; two months have "
    "passed, and no outcome starts on that day or later. Enter what became of the learner, or the national service "
    "refuses the learner.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A learner all of whose aims have ended must have a destination within two months.

    Fault where: all aims of a learner have a LearnActEndDate, one has funding model 25, 35, 70 or 81, the file was
    prepared two months or more after the day on which the last aim ended, and no outcome of the learner starts on or
    after that day.
    Except: the aim that ended last is on a break (CompStatus 6); learners all of whose aims are of a traineeship or an
    apprenticeship standard (ProgType 24 or 25).
    Read as: two months after 31 December is 28 (or 29) February. References are compared without regard to case.
    """
    for one in whole.closed_without_destination():
        if given.prepared >= add_months(one.ended, DUE) and one.programmes - LEFT_OUT:
            yield one.mark
