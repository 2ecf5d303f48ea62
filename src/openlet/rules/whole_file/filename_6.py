"""Serial numbers of files begin with 01."""

from collections.abc import Iterator

from openlet.facts.files import named_parts
from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Filename_6",
    on="Return",
    needs=("file name",),
    shows=("FileName",),
    message="The name {FileName} has the serial number 00. Begin with 01.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """The serial number in the file's name must not be 00.

    Fault where: the last part of the name is 00.
    Except: names that have not the parts of an ILR name (Filename_1).
    """
    parts = named_parts(given)
    if parts is not None and parts.serial == "00":
        yield of_file(FileName=parts.name)
