"""Files of a run that exist in memory only."""

from openlet.ilr.opening import Source


def named(name: str, text: str) -> Source:
    """A file with a name."""
    return Source(name, None, text.encode())
