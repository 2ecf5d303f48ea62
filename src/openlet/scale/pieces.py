"""Pieces of an output, each written by the process that made it, compressed on disk, so that one only joins bytes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

AT_ONCE = 1 << 20  # bytes


@contextmanager
def piece(path: Path, between: str) -> Iterator[Callable[[str], None]]:
    """Write a piece: call what is given with its texts, between two of which stands ``between``; none may be empty."""
    with pa.CompressedOutputStream(str(path), "zstd") as stream:
        first = True

        def add(text: str) -> None:
            nonlocal first
            if text:
                stream.write((text if first else between + text).encode())
                first = False

        yield add


def contents(path: Path) -> Iterator[bytes]:
    """What is in a piece, part by part; the piece is removed when it has been read, since it is not needed again."""
    with pa.CompressedInputStream(str(path), "zstd") as stream:
        while part := stream.read(AT_ONCE):
            yield part
    path.unlink()
