"""The serial number in a file's name has two figures."""

from collections.abc import Iterator

from openlet.facts.files import named_parts
from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Filename_5",
    on="Return",
    needs=("file name",),
    shows=("FileName", "SerialNo"),
    message="The name {FileName} ends with the serial number {SerialNo}. Give it two figures, such as 01.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """The serial number in the file's name must have two figures.

    Fault where: the last part of the name is not exactly two figures.
    Except: names that have not the parts of an ILR name (Filename_1).
    """
    parts = named_parts(given)
    if parts is not None and not (len(parts.serial) == 2 and parts.serial.isascii() and parts.serial.isdigit()):
        yield of_file(FileName=parts.name, SerialNo=parts.serial)
