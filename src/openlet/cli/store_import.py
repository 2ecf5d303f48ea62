"""The command ``import``: an ILR file into the store, without the browser."""

import argparse
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openlet.cli.output import FOUND, NOTHING, Refused, progress, say
from openlet.ilr.opening import Unreadable, source
from openlet.scale.stage_one import open_file
from openlet.spec.years import year_of
from openlet.store.arriving import SPREADSHEETS
from openlet.store.folder import VARIABLE, data_folder
from openlet.store.refusals import NotDone


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser(
        "import",
        help="an ILR file into the store",
        description="Merge an ILR file into the store: new learners are added, known ones replaced. What stood there "
        "before is kept in a snapshot. Nothing changes unless the file can be read to its end.",
    )
    parser.add_argument("file", metavar="FILE", help="ILR XML, or a ZIP with one; - for standard input")
    add_data(parser)
    parser.add_argument("--year", metavar="Y", help="the file must be of this ILR year, which is begun if it is new")
    parser.set_defaults(run=import_)


def add_data(parser: argparse.ArgumentParser) -> None:
    """--data."""
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help=f"the data folder (default: {VARIABLE}, else your own data folder)"
    )


def import_(options: argparse.Namespace) -> int:
    """Merge a file into the store."""
    year = year_of(options.year) if options.year else None
    if options.file.lower().endswith(SPREADSHEETS):
        raise Unreadable(
            f"{Path(options.file).name} is a spreadsheet, which this version cannot import yet. Give ILR XML, or a ZIP "
            "with one."
        )
    opened = open_file(source(options.file))
    folder = data_folder(options.data)
    with opened_store(folder):
        from openlet.store.services import import_file

        with progress("Importing", [opened]) as tick:
            done = import_file(opened.source, getpass.getuser(), year, tick)
    for line in (*done.notes, *done.refused):
        say(line)
    if done.not_carried:
        say("Not carried over, because the ILR of the year has no place for it:")
    for line in done.not_carried:
        say(f"  {line}")
    back = f" ({done.brought_back} of them deleted before)" if done.brought_back else ""
    say(
        f"{opened.source.name}, {done.year}, UKPRN {done.UKPRN}: {done.added:,} added, "
        f"{done.replaced:,} replaced{back}, {done.unchanged:,} unchanged, "
        f"{len(done.refused):,} refused. Kept in {folder}."
    )
    return FOUND if done.refused or done.not_carried else NOTHING


@contextmanager
def opened_store(folder: Path) -> Iterator[None]:
    """Open the store, and put what it refuses into the program's own words."""
    from django.db import DatabaseError

    from openlet.store.start import start, why

    try:
        start(folder)
        yield
    except NotDone as error:
        raise Refused(str(error)) from None
    except DatabaseError as error:
        raise Refused(f"The store in {folder} was not changed: {why(error)}.") from None
