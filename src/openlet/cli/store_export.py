"""The command ``export``: the return out of the store, without the browser."""

import argparse
import getpass
from datetime import datetime, time
from pathlib import Path

from openlet.cli.arguments import day
from openlet.cli.output import FOUND, NOTHING, say
from openlet.cli.store_import import add_data, opened_store
from openlet.spec.years import year_of
from openlet.store.folder import data_folder


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser(
        "export",
        help="the ILR file out of the store, or a workbook",
        description="Write the return into a folder under its official file name. Learners that would make the file "
        "invalid, those with a mandatory field of the guide empty (where the store keeps a contract), and those "
        "marked Don't export are left out and named. With --format xlsx a workbook with all learners is written "
        "instead, which openlet import takes back unchanged.",
    )
    parser.add_argument("--out", type=Path, metavar="FOLDER", required=True, help="the folder to write into")
    add_data(parser)
    parser.add_argument(
        "--format", choices=("ilr", "xlsx"), default="ilr",
        help="ilr: the official file (default); xlsx: a workbook with all learners, one sheet for each part of the ILR",
    )  # fmt: skip
    parser.add_argument("--year", metavar="Y", help="the ILR year (default: the newest in the store)")
    parser.add_argument(
        "--prepared", type=day, metavar="DATE",
        help="preparation date of the file (default: today); with it the same records give the same bytes",
    )  # fmt: skip
    parser.set_defaults(run=export)


def export(options: argparse.Namespace) -> int:
    """Write the return into a folder."""
    year = year_of(options.year) if options.year else None
    with opened_store(data_folder(options.data)):
        from openlet.store.services import export_file, export_workbook

        if options.format == "xlsx":
            made = datetime.combine(options.prepared, time()) if options.prepared else datetime.now()
            path, learners = export_workbook(options.out, made, year)
            say(
                f"{learners:,} learner{'s' if learners != 1 else ''} written, also those who would be left out of an "
                f"ILR file: {path}"
            )
            return NOTHING
        done = export_file(options.out, getpass.getuser(), year, options.prepared)
    for reference, reasons in done.left_out:
        say(f"Left out: {reference}: {' '.join(reasons)}")
    destinations = f" and {done.destinations:,} destination records" if done.destinations else ""
    say(f"{done.learners:,} learners{destinations} written, {len(done.left_out):,} left out: {done.path}")
    return FOUND if done.left_out else NOTHING
