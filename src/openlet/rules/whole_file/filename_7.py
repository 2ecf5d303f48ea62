"""A file is not named for a time to come."""

from collections.abc import Iterator

from openlet.facts.files import named_parts
from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Filename_7",
    on="Return",
    needs=("file name", "today"),
    shows=("FileName", "Made", "Now"),
    message="The name {FileName} says that the file was made at {Made}, but it is {Now} now. Put the date and time at "
    "which it was made into the name.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """The date and time in the file's name must not lie in the future.

    Fault where: the date and time in the name is after the time of the check.
    Except: names that have not the parts of an ILR name, or no date and time that exists (Filename_1).
    """
    parts = named_parts(given)
    if parts is not None and given.now is not None and parts.made is not None and parts.made > given.now:
        yield of_file(FileName=parts.name, Made=str(parts.made), Now=f"{given.now:%Y-%m-%d %H:%M:%S}")
