"""A file has the name that the national service asks for."""

from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.ilr.file_names import is_ilr_name
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Filename_1",
    on="Return",
    needs=("file name",),
    shows=("FileName",),
    message="The file is named {FileName}. Name it ILR-<UKPRN>-<year>-<yyyymmdd>-<hhmmss>-<NN>.XML, such as "
    "ILR-10000000-2526-20251006-093000-01.XML.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A file must be named ILR-LLLLLLLL-YYYY-yyyymmdd-hhmmss-NN.XML.

    Fault where: the name has not this form: eight figures of the UKPRN, four of the year, date and time at which it was
    made, two figures of the serial number.
    Read as: the ending may be in small or capital letters; a date or time that does not exist is a wrong form. In a ZIP
    it is the name of the XML inside that counts.
    """
    name = given.file.name if given.file else None
    if name is not None and not is_ilr_name(name):
        yield of_file(FileName=name)
