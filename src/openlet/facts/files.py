"""What a file's name says."""

from openlet.facts.given import Given
from openlet.ilr.file_names import NameParts, name_parts


def named_parts(given: Given) -> NameParts | None:
    """The parts of the file's name, or None where it has no name or not that of an ILR file."""
    return name_parts(given.file.name) if given.file is not None and given.file.name is not None else None
