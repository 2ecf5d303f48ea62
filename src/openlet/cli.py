"""The command line: see ``interfaces.md``. Data goes to standard output or ``--out``, messages to standard error."""

import argparse
import gc
import getpass
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from openlet import __version__
from openlet.contracts.reading import WrongContract, read_contracts
from openlet.contracts.terms import Contracts
from openlet.ilr.opening import Unreadable, source
from openlet.invented import generate
from openlet.payments.ledger import Entry, Ledger, Run, WrongLedger, append, read_ledger
from openlet.payments.settled import Settled
from openlet.reports.findings import COLUMNS as FINDING_COLUMNS
from openlet.reports.findings import FindingsCsv, FindingsJson, FindingsSummary, RulesRun, finding_record, row
from openlet.reports.pay import document, has_unpaid_claims, milestone_table, notes, summary_tables
from openlet.reports.rule_pages import find, page_json, page_text, rules_table
from openlet.reports.tables import MARKING, Table, csv_text, json_text, text_of, xlsx_bytes
from openlet.rules import RULE_SET
from openlet.scale.stage_one import FileCheck, FileClaims, Opened, day_of_run, open_file, stage_one
from openlet.scale.stage_two import stage_two
from openlet.spec.years import UnknownYear, year_of

NOTHING, FOUND, NOT_JUDGED = 0, 1, 2
FORMATS = ("text", "json", "csv", "xlsx")
NARROWEST = 100
RARELY = 200_000  # new objects between two looks for cycles: records and findings make none


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit status is 0 nothing to report, 1 findings or unpaid claims, 2 not judged."""
    gc.set_threshold(RARELY)
    parser = _parser()
    options = parser.parse_args(arguments)
    if hasattr(options, "contract"):
        _sort_files(parser, options)
    if not hasattr(options, "run"):
        parser.print_help(sys.stderr)
        return NOT_JUDGED
    try:
        return int(options.run(options))
    except (Unreadable, WrongContract, WrongLedger, UnknownYear, Refused) as error:
        say(str(error))
        return NOT_JUDGED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_JUDGED
    except KeyboardInterrupt:
        say("Stopped; nothing was written.")
        return NOT_JUDGED


class Refused(Exception):
    """Something about the call itself; the text is one sentence for the user."""


def say(text: str) -> None:
    """A message for the user, on standard error."""
    print(text, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="openlet", description="Check ILR files and say what WMCA will pay for Skills Bootcamps."
    )
    parser.add_argument("--version", action="version", version=f"openlet {__version__}, rules {RULE_SET}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    check = commands.add_parser("check", help="every finding in ILR files: layout, fields, ILR rules, WMCA rules")
    _files(check, contract_needed=False)
    check.add_argument("--with-names", action="store_true", help="show names, NI numbers, ethnicity and disability")
    check.set_defaults(run=_check)
    pay = commands.add_parser("pay", help="which milestones WMCA pays, how much, and otherwise why not")
    _files(pay, contract_needed=True)
    pay.add_argument(
        "--ledger", type=Path, metavar="LEDGER", help="what was paid before; this run's movements are added"
    )
    pay.add_argument("--complete-return", action="store_true", help="the files are complete, so what is gone is gone")
    pay.add_argument("--no-record", action="store_true", help="read the ledger, but add nothing to it")
    pay.set_defaults(run=_pay)
    rules = commands.add_parser("rules", help="the rules with severity, years and source, or one rule's page")
    rules.add_argument("code", nargs="?", metavar="CODE", help="the rule to explain, such as NP-08 or FD_ULN_MA")
    _output(rules)
    rules.set_defaults(run=_rules)
    invent = commands.add_parser("generate", help="invented, schema-valid returns with contracts, for trials")
    invent.add_argument("--learners", type=int, required=True, metavar="N", help="how many learners in all")
    invent.add_argument(
        "--files", type=int, default=1, metavar="F", help="how many files, one provider each (default: 1)"
    )
    invent.add_argument("--year", required=True, metavar="Y", help="the ILR year, such as 2023-24")
    invent.add_argument(
        "--seed", type=int, default=1, metavar="S", help="the same seed makes the same bytes (default: 1)"
    )
    invent.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where to write; made if needed")
    invent.set_defaults(run=_generate)
    return parser


def _files(parser: argparse.ArgumentParser, contract_needed: bool) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="ILR XML, or a ZIP with one; - for standard input")
    parser.add_argument(
        "--contract", action="append", nargs="+", default=[], metavar="C.toml", required=contract_needed,
        help="contract file; several at once for several providers",
    )  # fmt: skip
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="judge on this day (default: newest preparation date)"
    )
    _output(parser)


def _sort_files(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Tell contracts from files, so that ``--contract C.toml FILE`` means what it says."""
    contracts, files = [], list(options.files)
    for first, *others in options.contract:
        contracts.append(first)
        contracts += [other for other in others if other.endswith(".toml")]
        files += [other for other in others if not other.endswith(".toml")]
    if not files:
        parser.error("name at least one ILR file")
    options.contract = [Path(contract) for contract in contracts]
    options.files = files


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to write the result (default: text)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to this file instead of standard output")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2024-10-18") from None


# check


def _check(options: argparse.Namespace) -> int:
    contracts = read_contracts(options.contract) if options.contract else None
    opened = [open_file(source(file)) for file in options.files]
    as_of = day_of_run(opened, options.as_of)
    sinks: dict[str, Callable[[], FindingsJson | FindingsCsv | FindingsSummary]] = {
        "json": FindingsJson,
        "csv": FindingsCsv,
    }
    sink = sinks.get(options.format, FindingsSummary)()
    rows: list[Any] | None = [] if options.format == "xlsx" else None
    rules_run, files, found = RulesRun(), [], 0
    with _progress("Checking", opened) as tick:
        for one in opened:
            check = FileCheck(one, contracts, as_of)
            for _, findings in check.records(tick):
                for finding in findings:
                    found += 1
                    if rows is None and isinstance(sink, FindingsSummary) and not sink.wants(finding, check.given):
                        continue
                    record = finding_record(finding, check.given, one.source.name, options.with_names)
                    sink.add(record) if rows is None else rows.append(row(record))
            rules_run.add(check.outcomes.values())
            files.append(_file_record(one, check))
    _write_check(options, sink, rows, files, as_of, rules_run)
    crashed = rules_run.crashed()
    if crashed:
        say(f"These rules could not be run, so nothing is known about what they check: {', '.join(crashed)}.")
    learners = sum(file["learners"] for file in files)
    say(f"{learners:,} learners in {len(files)} file(s) checked as of {as_of.isoformat()}: {found:,} findings.")
    return FOUND if found or crashed else NOTHING


def _file_record(one: Opened, check: FileCheck) -> dict[str, Any]:
    return {
        "name": one.source.name,
        "sha256": one.sha256,
        "year": one.heading.year.year,
        "UKPRN": one.ukprn,
        "learners": check.learners,
        "learning_deliveries": check.deliveries,
    }


def _write_check(
    options: argparse.Namespace, sink: Any, rows: list[Any] | None, files: list[Any], as_of: date, rules_run: RulesRun
) -> None:
    if isinstance(sink, FindingsJson):
        _write(options.out, sink.finish(files, as_of.isoformat(), rules_run.records()).chunks())
    elif isinstance(sink, FindingsCsv):
        _write(options.out, sink.held.chunks())
    elif rows is not None:
        ran = [(one["rule"], one["status"], one.get("count", 0), one.get("reason", "")) for one in rules_run.records()]
        tables = [
            Table("findings", "Findings", FINDING_COLUMNS, rows),
            Table("rules", "Rules run", ("rule", "status", "count", "reason"), ran),
        ]
        _write(options.out, iter((xlsx_bytes(tables),)), binary=True)
    else:
        text = text_of(sink.tables(), _width()) + _rules_line(rules_run)
        _write(options.out, iter((f"{MARKING}\n\n{text}".encode(),)))


def _rules_line(rules_run: RulesRun) -> str:
    ended = [one["status"] for one in rules_run.records()]
    counts = {status: ended.count(status) for status in ("clean", "found", "skipped", "crashed")}
    said = ", ".join(f"{number} {status}" for status, number in counts.items())
    return f"Rules run: {said}. The reasons are in --format json.\n"


# pay


def _pay(options: argparse.Namespace) -> int:
    contracts = read_contracts(options.contract)
    ledger = read_ledger(options.ledger) if options.ledger else Ledger()
    opened = [open_file(source(file)) for file in options.files]
    as_of = day_of_run(opened, options.as_of)
    settled = _settle(opened, contracts, ledger, as_of, options.complete_return)
    answer = document(settled)
    content, binary = _pay_content(options.format, answer)
    if options.ledger and not options.no_record:
        append(options.ledger, ledger, _run(opened, as_of), movements(settled))
    _write(options.out, iter((content,)), binary=binary)
    for note in notes(settled):
        say(note)
    return FOUND if has_unpaid_claims(answer) else NOTHING


def _settle(opened: list[Opened], contracts: Contracts, ledger: Ledger, as_of: date, complete: bool) -> Settled:
    files: list[FileClaims] = []
    with _progress("Judging", opened) as tick:
        for one in opened:
            files.append(stage_one(one, contracts, as_of, tick))
    return stage_two(files, contracts, ledger, as_of, complete)


def _pay_content(wanted: str, answer: dict[str, Any]) -> tuple[bytes, bool]:
    tables = summary_tables(answer)
    if wanted == "json":
        return json_text(answer).encode(), False
    if wanted == "csv":
        return csv_text(milestone_table(answer)).encode(), False
    if wanted == "xlsx":
        return xlsx_bytes([milestone_table(answer), *tables[1:]]), True
    head = f"{MARKING}\nJudged as of {answer['as_of']}. Areas: {answer['postcodes']}.\n\n"
    return (head + text_of(tables, _width())).encode(), False


def movements(settled: Settled) -> list[Entry]:
    """What this run adds to the ledger: every milestone whose entitlement is not what was paid before."""
    found = []
    for bootcamp in settled.bootcamps:
        claim = bootcamp.claim
        for name, one in bootcamp.milestones.items():
            if one.moved is None or one.moved.this_period == 0 or claim.ULN is None or claim.LearnStartDate is None:
                continue
            year = one.claim.returned.year if one.claim else claim.returned.year
            found.append(
                Entry(
                    claim.ULN, claim.UKPRN, claim.LearnRefNumber, claim.LearnAimRef, claim.LearnStartDate, name,
                    one.moved.this_period, year, one.moved.movement, one.moved.this_period < 0,
                )
            )  # fmt: skip
    for absent in settled.absent:
        was = absent.entry
        found += [
            Entry(
                was.ULN, was.UKPRN, was.LearnRefNumber, was.LearnAimRef, was.LearnStartDate, name,
                moved.this_period, was.year, moved.movement, True,
            )
            for name, moved in absent.moved.items()
            if moved.this_period
        ]  # fmt: skip
    return found


def _run(opened: list[Opened], as_of: date) -> Run:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Run(
        getpass.getuser(), now, as_of, __version__, RULE_SET, tuple((one.source.name, one.sha256) for one in opened)
    )


# rules


def _rules(options: argparse.Namespace) -> int:
    if options.code is None:
        table = rules_table()
        contents: dict[str, Callable[[], bytes]] = {
            "json": lambda: json_text(table.records()).encode(),
            "csv": lambda: csv_text(table).encode(),
            "xlsx": lambda: xlsx_bytes((table,)),
            "text": lambda: text_of((table,), _width()).encode(),
        }
        _write(options.out, iter((contents[options.format](),)), binary=options.format == "xlsx")
        return NOTHING
    page = find(options.code)
    if page is None:
        raise Refused(f"There is no rule {options.code!r}. openlet rules lists them all.")
    text = page_json(page) if options.format == "json" else page_text(page)
    _write(options.out, iter((text.encode(),)))
    return NOTHING


# generate


def _generate(options: argparse.Namespace) -> int:
    year = year_of(options.year)
    try:
        written = generate(options.out, options.learners, options.files, year, options.seed)
    except ValueError as error:
        raise Refused(str(error)) from None
    except OSError as error:
        raise Refused(f"{options.out} could not be written: {(error.strerror or 'no reason given').lower()}.") from None
    returns = written[: options.files]
    say(
        f"{options.learners:,} invented learners of {year} in {len(returns)} file(s), with contracts, in {options.out}."
    )
    return NOTHING


# Writing and progress.


def _width() -> int:
    return max(Console().width, NARROWEST) if sys.stdout.isatty() else 160


def _write(out: Path | None, chunks: Iterator[bytes], binary: bool = False) -> None:
    """Write to standard output, or to a file that appears only when it is whole."""
    if out is None:
        if binary and sys.stdout.isatty():
            raise Refused("A workbook cannot be shown on a terminal. Add --out FILE.")
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as error:
        raise Refused(f"{out} could not be written: {(error.strerror or 'no reason given').lower()}.") from None


@contextmanager
def _progress(what: str, opened: list[Opened]) -> Iterator[Callable[[int], object]]:
    """A progress bar on a terminal, counting learners; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda records: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        sizes = [one.source.path.stat().st_size for one in opened if one.source.path]
        task = progress.add_task(f"{what} {len(opened)} file(s), about", total=max(sum(sizes) // 2800, 1))
        yield lambda records: progress.advance(task, records)


if __name__ == "__main__":
    sys.exit(main())
