"""Runs over many files: what is found in folders and ZIPs, how many processes work, where their folder is."""

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from openlet import __version__
from openlet.cli.output import NOT_JUDGED, Refused, say
from openlet.contracts.terms import Contracts
from openlet.exchange.occupancy import Told
from openlet.ilr.opening import Source
from openlet.reference.areas import edition
from openlet.reference.held import References
from openlet.reference.kinds import kinds
from openlet.rules import book, rule_set
from openlet.scale.heads import Head, broken_in_words, day_of, heads_of, readable
from openlet.scale.inputs import Inputs, find_inputs, passed_over_note
from openlet.scale.pool import Workers
from openlet.scale.run_folder import RunFolder, hold, open_run
from openlet.spec.years import year_of
from openlet.store.folder import data_folder

if TYPE_CHECKING:
    from filelock import BaseFileLock

MANY = 8  # files from which on a run has a folder and processes of its own
LARGE = 64_000_000  # bytes of all files from which on it does
RUNS = "runs"
Tick = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class ManyFiles:
    """A run over many files, ready to begin. ``broken``: what is wrong with files that are left out."""

    heads: tuple[Head, ...]
    broken: tuple[str, ...]
    as_of: date
    told: Told
    folder: RunFolder
    lock: "BaseFileLock"


def add_many(parser: argparse.ArgumentParser) -> None:
    """--processes, --work and --keep-going."""
    parser.add_argument(
        "--processes", type=_count, metavar="N", help="how many processes work (default: one for each core)"
    )
    parser.add_argument(
        "--work", type=Path, metavar="FOLDER",
        help="keep the run here: findings and claims as Parquet, and what is done when it is stopped",
    )  # fmt: skip
    parser.add_argument(
        "--keep-going", action="store_true", help="judge the other files where some cannot be read; they are named"
    )


def inputs_of(options: argparse.Namespace) -> Inputs:
    """The files among what was named; what was passed over is said. Raises ``Unreadable``.

    Where only some are broken, a command that knows no --keep-going stops at the first.
    """
    found = find_inputs(options.files)
    if found.broken and not hasattr(options, "keep_going"):
        raise found.broken[0][1]
    note = passed_over_note(found.passed_over)
    if note:
        say(note)
    return found


def is_many(options: argparse.Namespace, inputs: Inputs) -> bool:
    """Whether a run is worth processes and a folder of its own."""
    if options.work or options.processes or options.keep_going or inputs.broken:
        return True
    return len(inputs.sources) >= MANY or sum(map(_size, inputs.sources)) >= LARGE


def workers_of(options: argparse.Namespace) -> Workers:
    """The processes of a run, as many as were asked for; the rules are loaded, since they may be copies of this one."""
    book()
    return Workers(options.processes or os.cpu_count() or 1)


def begin_many(
    options: argparse.Namespace, inputs: Inputs, contracts: Contracts | None, kind: str, workers: Workers
) -> ManyFiles:
    """Read the heads of the files, and open the folder of the run. Raises ``Unreadable``, ``Refused``."""
    told = Told(year_of(options.year) if options.year else None, options.ukprn)
    listed = [Head(Source(name, None, None), "", None, broken=str(why)) for name, why in inputs.broken]
    heads, broken = readable([*listed, *heads_of(inputs.sources, told, workers)], options.keep_going)
    for note in dict.fromkeys(note for head in heads for note in head.notes):
        say(note)
    as_of = day_of(heads, options.as_of)
    references = References(data_folder(getattr(options, "data", None)))
    about = {
        "kind": kind,
        "openlet": __version__,
        "rules": rule_set(),
        "as_of": as_of.isoformat(),
        "contracts": [[one.file, one.sha256, one.beside()] for one in contracts.all] if contracts else [],
        "postcodes": edition(),
        "reference": {kind: references.about(kind) for kind in kinds()} if kind != "pay" else {},
        "account": getattr(options, "account", None),
        "files": sorted([head.source.name, head.sha256] for head in heads),
        "told": [options.year, options.ukprn],
    }
    folder, is_resumed = open_run(options.work, data_folder() / RUNS, about)
    lock = hold(folder)
    if is_resumed:
        say(f"This run was begun before: what is done in {folder.path} is not done again.")
    return ManyFiles(tuple(heads), tuple(broken), as_of, told, folder, lock)


def ended(run: ManyFiles, status: int) -> int:
    """Remove the folder unless it was chosen, and say which files were left out: then the status says so too."""
    run.lock.release()
    run.folder.finish()
    for why in run.broken:
        say(f"Left out: {why}")
    if run.broken:
        say(f"{len(run.broken)} file(s) could not be judged and are not in the result.")
    return NOT_JUDGED if run.broken else status


def refuse_broken(broken: Sequence[str], keep_going: bool) -> None:
    """Stop where a file turned out to be unreadable on the way. Raises ``Refused``."""
    if broken and not keep_going:
        raise Refused(broken_in_words(broken))


@contextmanager
def files_progress(what: str, files: int) -> Iterator[Tick]:
    """A bar on a terminal: files, learners a second, time left. The tick is told the learners of each file done."""
    import sys

    if not sys.stderr.isatty():
        yield lambda learners: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=files, pace="")
        begun, learners = time.monotonic(), 0

        def tick(more: int) -> None:
            nonlocal learners
            learners += more
            pace = learners / max(time.monotonic() - begun, 0.001)
            bar.update(task, advance=1, pace=f"{learners:,} learners, {pace:,.0f}/s")

        yield tick


def _size(source: Source) -> int:
    return source.path.stat().st_size if source.path is not None and not source.members else 0


def _count(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes such as 2")
    return int(text)
