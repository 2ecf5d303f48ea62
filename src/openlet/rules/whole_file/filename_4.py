"""The year in a file's name is that of the return."""

from collections.abc import Iterator

from openlet.facts.files import named_parts
from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Filename_4",
    on="Return",
    needs=("file name",),
    shows=("FileName", "NamedYear", "Year"),
    message="The name {FileName} says the year {NamedYear}, but the file is one of {Year}. Put {Year} into the name, "
    "or send the file of the right year.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """The year in the file's name must be that of the collection.

    Fault where: the four figures of the year in the name are not those of the file's own year.
    Except: names that have not the parts of an ILR name (Filename_1).
    Read as: the collection is that of the file's namespace, because old years are checked here too; the national
    service compares with the collection that is sent to.
    """
    parts = named_parts(given)
    if parts is not None and parts.year != str(given.year.code):
        yield of_file(FileName=parts.name, NamedYear=parts.year, Year=given.year.code)
