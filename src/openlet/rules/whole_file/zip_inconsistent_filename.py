"""A ZIP is named like the file in it."""

from collections.abc import Iterator
from pathlib import PurePath

from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "ZIP_INCONSISTENT_FILENAME",
    on="Return",
    needs=("file name",),
    shows=("ArchiveName", "FileName"),
    message="The ZIP is named {ArchiveName}, but the file in it {FileName}. Give the ZIP the file's name, with the "
    "ending .zip.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A ZIP must have the name of the file in it.

    Fault where: the file came in a ZIP and the two names differ, their endings left aside.
    Except: files that did not come in a ZIP.
    Read as: a folder inside the ZIP is not part of the name; small and capital letters differ.
    """
    file = given.file
    if file is None or file.archive is None or file.name is None:
        return
    if PurePath(file.archive).stem != PurePath(file.name).stem:
        yield of_file(ArchiveName=file.archive, FileName=file.name)
