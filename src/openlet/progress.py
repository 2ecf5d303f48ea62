"""A progress bar for long work, on a terminal only."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from openlet.scale.stage_one import Opened

BYTES_OF_A_LEARNER = 2800  # about


@contextmanager
def progress(what: str, opened: Sequence[Opened]) -> Iterator[Callable[[int], object]]:
    """A progress bar that counts learners; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda records: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        sizes = [one.source.path.stat().st_size for one in opened if one.source.path]
        total = max(sum(sizes) // BYTES_OF_A_LEARNER, 1)
        task = bar.add_task(f"{what} {len(opened)} file(s), about", total=total)
        yield lambda records: bar.advance(task, records)
