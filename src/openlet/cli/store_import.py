"""The command ``import``: an ILR file or a spreadsheet into the store, without the browser."""

import argparse
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from openlet.cli.output import FOUND, NOTHING, Refused, progress, say, write
from openlet.exchange.found import in_kept_rows
from openlet.exchange.opening import is_spreadsheet, open_book
from openlet.ilr.opening import source
from openlet.scale.stage_one import open_ilr_file
from openlet.spec.years import year_of
from openlet.store.folder import VARIABLE, data_folder
from openlet.store.refusals import NotDone

if TYPE_CHECKING:
    from openlet.store.services import Imported

SAID = 50  # faults of cells that are said one by one


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser(
        "import",
        help="an ILR file or a spreadsheet into the store",
        description="Merge an ILR file or a spreadsheet into the store: new learners are added; known ones are "
        "replaced by what an ILR file says, or changed where a spreadsheet has something in its cells. What stood "
        "there before is kept in a snapshot. Nothing changes unless the file can be read to its end.",
    )
    parser.add_argument(
        "file", metavar="FILE", help="ILR XML, a ZIP with one, CSV or .xlsx; - for ILR XML on standard input"
    )
    add_data(parser)
    parser.add_argument(
        "--year", metavar="Y",
        help="the file must be of this ILR year, which is begun if it is new; a spreadsheet with one row for each "
        "learner or aim is read as of this year (default: the newest in the store)",
    )  # fmt: skip
    sheets = parser.add_argument_group("spreadsheets")
    sheets.add_argument("--ukprn", type=int, metavar="N", help="whose it is, for a store that is empty")
    sheets.add_argument(
        "--column", action="append", default=[], metavar="HEADER=NAME",
        help="what a header means, such as \"Start=LearnStartDate\"; nothing behind the = leaves the column out; "
        "kept for the next time",
    )  # fmt: skip
    sheets.add_argument(
        "--marked", type=Path, metavar="FILE.xlsx", help="write a copy in which everything that is wrong is marked"
    )
    parser.set_defaults(run=import_)


def add_data(parser: argparse.ArgumentParser) -> None:
    """--data."""
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help=f"the data folder (default: {VARIABLE}, else your own data folder)"
    )


def import_(options: argparse.Namespace) -> int:
    """Merge a file into the store."""
    year = year_of(options.year) if options.year else None
    is_sheet = is_spreadsheet(options.file)
    if not is_sheet and (options.ukprn or options.column or options.marked):
        raise Refused("--ukprn, --column and --marked are for spreadsheets; an ILR file says itself what it is.")
    columns = dict(_column(text) for text in options.column)
    if options.marked is not None and options.marked.exists():
        raise Refused(f"{options.marked} is there already. Choose another name for the marked copy.")
    given = source(options.file)
    if is_sheet:
        open_book(given)  # before a store is made for it
    sized = [] if is_sheet else [open_ilr_file(given)]
    folder = data_folder(options.data)
    with opened_store(folder):
        from openlet.store.services import SheetSaid, import_file, marked_copy_of

        said = SheetSaid(options.ukprn, columns) if is_sheet else None
        if options.marked is not None:
            write(options.marked, [marked_copy_of(given, year, said)])
        with progress("Importing", sized) as tick:
            done = import_file(given, getpass.getuser(), year, tick, said)
    _say(done, is_sheet)
    back = f" ({done.brought_back} of them deleted before)" if done.brought_back else ""
    say(
        f"{given.name}, {done.year}, UKPRN {done.UKPRN}: {done.added:,} added, "
        f"{done.replaced:,} {'changed' if is_sheet else 'replaced'}{back}, {done.unchanged:,} unchanged, "
        f"{len(done.refused):,} refused. Kept in {folder}."
    )
    return FOUND if done.refused or done.not_carried or done.faults else NOTHING


def _column(text: str) -> tuple[str, str]:
    header, sign, name = text.rpartition("=")
    if not sign or not header.strip():
        raise Refused(f'--column {text}: write it as HEADER=NAME, such as "Start=LearnStartDate".')
    return header.strip(), name.strip()


def _say(done: "Imported", is_sheet: bool) -> None:
    """What was not taken, or must be corrected, without what stands there."""
    for line in (*done.notes, *done.refused):
        say(line)
    if done.not_carried:
        say("Not read:" if is_sheet else "Not carried over, because the ILR of the year has no place for it:")
    for line in done.not_carried:
        say(f"  {line}")
    faults = in_kept_rows(done.faults)
    if faults:
        say("Taken over as far as possible, but to be corrected:")
    for fault in faults[:SAID]:
        say(f"  {fault.in_words()}")
    if len(faults) > SAID:
        say(f"  and {len(faults) - SAID:,} more; --marked FILE.xlsx writes a copy of the spreadsheet with all of them.")


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
