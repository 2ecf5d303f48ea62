"""A file is younger than those sent before."""

from collections.abc import Iterator

from openlet.facts.files import earlier_files, named_parts
from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Filename_8",
    on="Return",
    needs=("file name", "submitted-files"),
    shows=("FileName", "Earlier"),
    message="The name {FileName} has a date and time that is not after that of {Earlier}, which was sent before. Make "
    "the file again, so that it gets today's date and time.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A file must have a later date and time in its name than any that was sent before.

    Fault where: a file with the same UKPRN and year was sent before with the same date and time, or a later one.
    Except: names that have not the parts of an ILR name, or no date and time that exists (Filename_1).
    Read as: the files sent before are those of the list that was loaded; it is one finding, with the latest of them.
    """
    parts = named_parts(given)
    made = parts.made if parts else None
    if parts is None or made is None:
        return
    later = [earlier for earlier in earlier_files(given) if earlier.made is not None and earlier.made >= made]
    if later:
        latest = max(later, key=lambda earlier: (earlier.day, earlier.time))
        yield of_file(FileName=parts.name, Earlier=latest.name)
