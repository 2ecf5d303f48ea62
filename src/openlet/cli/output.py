"""What every command shares: messages, output that appears only when it is whole, and a progress bar."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from openlet.scale.stage_one import Opened

NOTHING, FOUND, NOT_JUDGED = 0, 1, 2  # the exit status
NARROWEST = 100
WITHOUT_A_TERMINAL = 160
BYTES_OF_A_LEARNER = 2800  # about


class Refused(Exception):
    """Something about the call itself; the text is one sentence for the user."""


def say(text: str) -> None:
    """A message for the user, on standard error."""
    print(text, file=sys.stderr)


def width() -> int:
    """How wide text may be, in characters."""
    return max(shutil.get_terminal_size().columns, NARROWEST) if sys.stdout.isatty() else WITHOUT_A_TERMINAL


def write(
    out: Path | None, chunks: Iterable[bytes], binary: bool = False, first: Callable[[], None] | None = None
) -> None:
    """Write to standard output, or to a file that appears only when it is whole.

    ``first`` is done when nothing but showing the result is left to do: when it fails, nothing is shown.
    """
    if out is None:
        _to_standard_output(chunks, binary, first)
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if first is not None:
            first()
        part.replace(out)
    except OSError as error:
        raise Refused(f"{out} could not be written: {(error.strerror or 'no reason given').lower()}.") from None
    finally:
        part.unlink(missing_ok=True)


def _to_standard_output(chunks: Iterable[bytes], binary: bool, first: Callable[[], None] | None) -> None:
    if binary and sys.stdout.isatty():
        raise Refused("A workbook cannot be shown on a terminal. Add --out FILE.")
    if first is not None:
        first()
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


@contextmanager
def progress(what: str, opened: Sequence[Opened]) -> Iterator[Callable[[int], object]]:
    """A progress bar on a terminal, counting learners; nothing elsewhere. Without files it counts rows, with no end."""
    if not sys.stderr.isatty():
        yield lambda records: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        sizes = [one.source.path.stat().st_size for one in opened if one.source.path]
        total = max(sum(sizes) // BYTES_OF_A_LEARNER, 1) if opened else None  # nobody knows how many rows there are
        task = bar.add_task(f"{what} {len(opened)} file(s), about" if opened else f"{what}, rows", total=total)
        yield lambda records: bar.advance(task, records)
