"""The provider in a file's name is that of its header."""

from collections.abc import Iterator

from openlet.facts.files import named_parts
from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Header_3",
    on="Return",
    needs=("file name",),
    shows=("FileName", "NamedUKPRN", "UKPRN"),
    message="The name {FileName} says the UKPRN {NamedUKPRN}, but the header says {UKPRN}. Put your UKPRN into both.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """The UKPRN in the file's name must be that of the header.

    Fault where: the UKPRN in the name is not the Source UKPRN of the header.
    Except: names that have not the parts of an ILR name (Filename_1); a header without a UKPRN.
    """
    parts = named_parts(given)
    if parts is not None and given.ukprn is not None and parts.ukprn != f"{given.ukprn:08d}":
        yield of_file(FileName=parts.name, NamedUKPRN=parts.ukprn, UKPRN=given.ukprn)
