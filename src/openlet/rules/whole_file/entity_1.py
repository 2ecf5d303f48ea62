"""A file holds at least one learner."""

from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Entity_1",
    on="Return",
    needs=("file",),
    shows=(),
    message="The file holds no learner. Export it again with the learners of the return.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A file must hold at least one learner.

    Fault where: the file has no Learner record.
    """
    if not any(whole.learners()):
        yield of_file()
