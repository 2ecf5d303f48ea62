"""What a file's name says, and which files were sent before."""

from openlet.facts.given import Given
from openlet.ilr.file_names import NameParts, name_parts


def named_parts(given: Given) -> NameParts | None:
    """The parts of the file's name, or None where it has no name or not that of an ILR file."""
    return name_parts(given.file.name) if given.file is not None and given.file.name is not None else None


def earlier_files(given: Given) -> list[NameParts]:
    """The files of the same provider and year that were sent before, as the list that was loaded names them."""
    own = named_parts(given)
    if own is None:
        return []
    named = (name_parts(name) for name in given.references.keys("submitted-files", "File"))
    return [parts for parts in named if parts is not None and (parts.ukprn, parts.year) == (own.ukprn, own.year)]
