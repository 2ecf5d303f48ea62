"""A copy of returns without the people: the same structure, dates, codes and findings, and everybody invented.

The files of one run are read first, so that no invented text is one that stands in any of them and one person is the
same invented person in all of them. A copy is still about real people's learning: dates of birth and courses stay.
"""

from collections.abc import Callable, Sequence

from openlet.ilr.opening import Source
from openlet.ilr.reading import IlrFile
from openlet.ilr.rewriting import Rewriting
from openlet.invented.anonymous.disguise import Disguise, NotHidden, Wanted
from openlet.invented.anonymous.seen import Seen

__all__ = ["Disguise", "NotHidden", "Seen", "Wanted", "look_through", "write_anonymous"]

Tick = Callable[[int], object]


def look_through(sources: Sequence[Source], tick: Tick = lambda records: None) -> Seen:
    """Read every file to its end and note what must not remain. Raises ``Unreadable``."""
    seen = Seen()
    for source in sources:
        for _ in IlrFile(source):  # refuses what is no ILR file, or not whole
            tick(1)
        for passage in Rewriting(source):
            seen.see(passage)
    return seen


def write_anonymous(
    source: Source, disguise: Disguise, write: Callable[[bytes], object], tick: Tick = lambda records: None
) -> None:
    """Write the copy of one file through ``write``. Raises ``NotHidden``."""
    for passage in Rewriting(source, write):
        disguise.hide(passage)
        tick(1)
