"""The command ``convert``: a return carried into a later year."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from openlet.cli.arguments import day
from openlet.cli.output import FOUND, NOTHING, Refused, progress, say, width, write
from openlet.ilr.migrating import (
    LEARNER,
    Choice,
    Choices,
    Migrating,
    NoWay,
    Outcome,
    Row,
    repeated_references,
)
from openlet.ilr.opening import Unreadable, source
from openlet.ilr.reading import IlrFile, Item, provider_of
from openlet.ilr.records import LearningProvider
from openlet.ilr.writing import file_name, our_header, whole_file, write_file
from openlet.reports.migration import MigrationCsv, MigrationSummary, detail_table, totals_table
from openlet.reports.tables import MARKING, text_of, xlsx_bytes
from openlet.scale.stage_one import Opened, open_ilr_file
from openlet.spec.migration import mappings
from openlet.spec.years import Year, year_of

CHOICES = tuple(str(choice) for choice in Choice)
WORKBOOK = ".xlsx"
REPORTS = (".csv", WORKBOOK)


class _NobodyGoes(Exception):
    """No learner goes into the new year, so there is no file to write."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser(
        "convert",
        help="a return carried into a later year",
        description="Carry the learners who go on into the ILR of a later year, and say what was carried, changed and "
        "left behind, and why. Learners who contradict themselves are kept aside and named.",
    )
    parser.add_argument("file", metavar="FILE", help="ILR XML, or a ZIP with one; - for standard input")
    parser.add_argument("--to", required=True, metavar="Y", help="the ILR year to carry it into, such as 2024-25")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    parser.add_argument("--breaks", choices=CHOICES, help="what to do with aims on a break")
    parser.add_argument(
        "--unknown-outcomes", choices=CHOICES,
        help="what to do with aims that have ended with an unknown outcome (both are carried, and named, by default)",
    )  # fmt: skip
    parser.add_argument(
        "--overdue", choices=CHOICES,
        help="what to do with apprenticeships that were planned to end more than two years before the new year (left "
        "behind, and named, by default)",
    )  # fmt: skip
    parser.add_argument("--renumber", action="store_true", help="number the aims of each learner 1, 2, 3 ... anew")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write every row of the report: .csv or .xlsx")
    parser.add_argument("--replace", action="store_true", help="write over files that are there already")
    parser.add_argument(
        "--prepared", type=day, metavar="DATE",
        help="preparation date of the file (default: today); with it the same records give the same bytes",
    )  # fmt: skip
    parser.set_defaults(run=convert)


def convert(options: argparse.Namespace) -> int:
    """Carry a return into a later year."""
    to = year_of(options.to)
    opened = open_ilr_file(source(options.file))
    _refuse_places(options, opened, to)
    report = _Report(options.report)
    choices = _choices(options)
    first = IlrFile(opened.source)  # read once to its end before anything is written, and for what stands twice
    repeated = repeated_references(item.record for item in first)
    ukprn = provider_of(first)
    try:
        migrating = Migrating(opened.heading.year, to, choices, repeated, report.add)
    except NoWay as error:
        raise Refused(str(error)) from None
    made = datetime.combine(options.prepared, time()) if options.prepared else datetime.now()
    written = True
    try:
        with _whole(options.out) as file:
            _write(file, opened, ukprn, migrating, made)
            _refuse_an_empty_return(opened, migrating)
            report.write(migrating)
    except _NobodyGoes:
        written = False
        report.write(migrating)
    _show(options, report.summary, migrating, written)
    return FOUND if report.summary.needing_attention or not written else NOTHING


def _choices(options: argparse.Namespace) -> Choices:
    return Choices(
        breaks=_choice(options.breaks),
        unknown_outcomes=_choice(options.unknown_outcomes),
        overdue=_choice(options.overdue),
        renumber=options.renumber,
    )


def _choice(text: str | None) -> Choice | None:
    return Choice(text) if text else None


class _Report:
    """Takes the rows as they come: always for the summary, and in full where a file was asked for."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.summary = MigrationSummary()
        self._is_workbook = path is not None and path.suffix.lower() == WORKBOOK
        self._csv = MigrationCsv()
        self._rows: list[Row] = []
        self._keep: Callable[[Row], object] = self._rows.append if self._is_workbook else self._csv.add

    def add(self, row: Row) -> None:
        self.summary.add(row)
        if self.path is not None:
            self._keep(row)

    def write(self, migrating: Migrating) -> None:
        """Write the file that was asked for."""
        if self.path is None:
            return
        with _whole(self.path) as file:
            if self._is_workbook:
                tables = (totals_table(migrating.totals), self.summary.by_element(), detail_table(self._rows))
                file.write(xlsx_bytes(tables))
            else:
                file.writelines(self._csv.chunks())


def _refuse_places(options: argparse.Namespace, opened: Opened, to: Year) -> None:
    """Refuse places that cannot be written, before anything is done."""
    if options.report is not None and options.report.suffix.lower() not in REPORTS:
        raise Refused(f"{options.report} is neither .csv nor .xlsx. Give the report one of these endings.")
    if options.report is not None and options.report.absolute() == options.out.absolute():
        raise Refused("The file and its report cannot have the same name. Give the report another one.")
    for path in (options.out, options.report):
        if path is None:
            continue
        if path.is_dir():
            usual = file_name(opened.ukprn or 0, to, datetime.now())
            raise Refused(f"{path} is a folder. Give the name of the file as well, such as {path / usual}.")
        if opened.source.path is not None and path.exists() and path.samefile(opened.source.path):
            raise Refused(f"{path} is the return itself, which must stay as it is. Choose another name.")
        if path.exists() and not options.replace:
            raise Refused(f"{path} is there already. Choose another name, or say --replace to write over it.")


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    try:
        with whole_file(path) as file:
            yield file
    except OSError as error:
        raise Refused(f"{path} could not be written: {(error.strerror or 'no reason given').lower()}.") from None


def _write(file: BinaryIO, opened: Opened, ukprn: int, migrating: Migrating, made: datetime) -> None:
    """Write the return of the new year, learner by learner."""
    ilr = IlrFile(opened.source)
    text = TextIOWrapper(file, encoding="utf-8", newline="\n")
    header = our_header(ukprn, migrating.to, made.date(), made)
    with progress("Converting", [opened]) as tick:
        records = migrating.records(_ticking(ilr, tick))
        write_file(text.write, migrating.to, header, LearningProvider(UKPRN=ukprn), records)
    text.flush()
    text.detach()
    migrating.lose(ilr.troubles)
    if "SourceFiles" in ilr.records:
        say(f"SourceFiles was left behind: {mappings(migrating.to)['Message/SourceFiles'][0].reason}.")


def _refuse_an_empty_return(opened: Opened, migrating: Migrating) -> None:
    if not migrating.totals[0].found[LEARNER]:
        raise Unreadable(f"{opened.source.name} holds no learner. Check that it is the right file.")
    if not migrating.totals[-1].told[LEARNER, Outcome.CARRIED]:
        raise _NobodyGoes


def _ticking(ilr: IlrFile, tick: Callable[[int], object]) -> Iterator[Item]:
    for item in ilr:
        yield item
        tick(1)


def _show(options: argparse.Namespace, summary: MigrationSummary, migrating: Migrating, written: bool) -> None:
    text = text_of(summary.tables(migrating.totals), width())
    write(None, (f"{MARKING}\n\n{text}".encode(),))
    first, last = migrating.totals[0], migrating.totals[-1]
    left = sum(one.told[LEARNER, Outcome.LEFT] for one in migrating.totals)
    aside = sum(one.told[LEARNER, Outcome.ASIDE] for one in migrating.totals)
    say(
        f"{first.found[LEARNER]:,} learners of {migrating.of}: {last.told[LEARNER, Outcome.CARRIED]:,} carried into "
        f"{migrating.to}, {left:,} left behind, {aside:,} kept aside. Lines to look at: {summary.needing_attention:,}."
    )
    if options.report is not None:
        say(f"Every row of the report is in {options.report}.")
    if written:
        say(f"Written: {options.out}. Keep the return of {migrating.of}; check the new one with openlet check.")
    else:
        say(f"No learner goes into {migrating.to}, and a return without learners says nothing: no file was written.")
