"""A file is not sent twice."""

from collections.abc import Iterator

from openlet.facts.files import earlier_files, named_parts
from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Filename_2",
    on="Return",
    needs=("file name", "submitted-files"),
    shows=("FileName", "Earlier"),
    message="The name {FileName} has the provider, year, date and time of {Earlier}, which was sent before. Make the "
    "file again, so that it gets a date and time of its own.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A file must have a date and time of its own in its name.

    Fault where: a file with the same UKPRN, year, date and time was sent before.
    Except: names that have not the parts of an ILR name (Filename_1).
    Read as: the files sent before are those of the list that was loaded; serial numbers do not count.
    """
    parts = named_parts(given)
    if parts is None:
        return
    for earlier in earlier_files(given):
        if (earlier.day, earlier.time) == (parts.day, parts.time):
            yield of_file(FileName=parts.name, Earlier=earlier.name)
            return
