"""A person stands in a file once."""

from collections import Counter
from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole


@official(
    "R59",
    on="Return",
    shows=("LearnRefNumber", "ULN"),
    message="The ULN {ULN} stands on more than one learner of the file, one of them {LearnRefNumber}. Put all aims of "
    "the person under one learner, or correct the ULN.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """Each ULN must stand on one learner of a file.

    Fault where: a ULN stands on more than one Learner of the file. It is a finding on each of them.
    Except: 9999999999, and learners without a ULN.
    """
    times = Counter(mark.ULN for mark in whole.learners())
    return (mark for mark in whole.learners() if mark.ULN not in (None, TEMPORARY_ULN) and times[mark.ULN] > 1)
