"""Output that is held back until the whole input has been read, so that bad input never leaves half a report.

It is kept compressed in memory, never in a temporary file: it may hold learner data.
"""

import zlib
from collections.abc import Iterator


class HeldText:
    """Text that grows; ``chunks`` gives it back from its start. Takes about a twentieth of its length."""

    def __init__(self) -> None:
        self._squeeze = zlib.compressobj(level=1)
        self._kept: list[bytes] = []

    def write(self, text: str) -> None:
        """Add text."""
        squeezed = self._squeeze.compress(text.encode())
        if squeezed:
            self._kept.append(squeezed)

    def chunks(self) -> Iterator[bytes]:
        """All text so far, as UTF-8; nothing can be added afterwards."""
        self._kept.append(self._squeeze.flush())
        loosen = zlib.decompressobj()
        for squeezed in self._kept:
            yield loosen.decompress(squeezed)
        yield loosen.flush()
