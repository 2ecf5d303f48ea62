"""Tables in files of a run's folder, as Arrow streams: what one process leaves for another, which reads it once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

_SQUEEZED = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
_ALONE = pa.ipc.IpcReadOptions(use_threads=False)


def write_table(path: Path, table: pa.Table, at_once: int | None = None) -> None:
    """Write a table; ``at_once``: how many rows are read back together."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, table.schema, options=_SQUEEZED) as writer:
        writer.write_table(table, max_chunksize=at_once)


def read_table(path: Path) -> pa.Table:
    """Read a table."""
    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_stream(file, options=_ALONE).read_all()


def batches(path: Path) -> Iterator[pa.RecordBatch]:
    """The rows of a table, so many at a time as they were written."""
    with pa.OSFile(str(path)) as file:
        yield from pa.ipc.open_stream(file, options=_ALONE)


def rows(table: pa.Table | pa.RecordBatch, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Some columns, row by row."""
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)


class SideBySide:
    """Tables of one schema that grow side by side; each is there when something has been written into it."""

    def __init__(self, paths: Mapping[int, Path], schema: pa.Schema) -> None:
        self.paths, self.schema = paths, schema
        self._open: dict[int, Any] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def write(self, number: int, table: pa.Table) -> None:
        """Add rows to one of them."""
        if number not in self._open:
            sink = self._stack.enter_context(pa.OSFile(str(self.paths[number]), "wb"))
            self._open[number] = self._stack.enter_context(pa.ipc.new_stream(sink, self.schema, options=_SQUEEZED))
        self._open[number].write_table(table)
