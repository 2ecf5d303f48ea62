"""The command ``check``."""

import argparse
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from openlet.cli.arguments import add_files, add_output, opened_files
from openlet.cli.output import FOUND, NOTHING, progress, say, width, write
from openlet.cli.store_import import add_data
from openlet.contracts.reading import read_contracts
from openlet.reference.held import References
from openlet.reports.findings import COLUMNS as FINDING_COLUMNS
from openlet.reports.findings import FindingsCsv, FindingsJson, FindingsSummary, RulesRun, finding_record, row
from openlet.reports.tables import MARKING, Table, text_of, xlsx_bytes
from openlet.scale.stage_one import FileCheck, Opened, day_of_run
from openlet.store.folder import data_folder


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser("check", help="every finding in ILR files: layout, fields, ILR rules, WMCA rules")
    add_files(parser, contract_needed=False)
    add_output(parser)
    parser.add_argument(
        "--account", type=int, metavar="UKPRN", help="the provider whose account at the national service sends the file"
    )
    add_data(parser)
    parser.add_argument("--with-names", action="store_true", help="show names, NI numbers, ethnicity and disability")
    parser.set_defaults(run=check)


def check(options: argparse.Namespace) -> int:
    """Every finding in ILR files."""
    contracts = read_contracts(options.contract) if options.contract else None
    opened = opened_files(options.files, options)
    as_of = day_of_run(opened, options.as_of)
    now = datetime.combine(options.as_of, time.max) if options.as_of else datetime.now()
    references = References(data_folder(options.data))
    sinks: dict[str, Callable[[], FindingsJson | FindingsCsv | FindingsSummary]] = {
        "json": FindingsJson,
        "csv": FindingsCsv,
    }
    sink = sinks.get(options.format, FindingsSummary)()
    rows: list[Any] | None = [] if options.format == "xlsx" else None
    rules_run, files, found = RulesRun(), [], 0
    with progress("Checking", opened) as tick:
        for one in opened:
            checked = FileCheck(one, contracts, as_of, now=now, account_ukprn=options.account, references=references)
            for _, findings in checked.records(tick):
                for finding in findings:
                    found += 1
                    if rows is None and isinstance(sink, FindingsSummary) and not sink.wants(finding, checked.given):
                        continue
                    record = finding_record(finding, checked.given, one.source.name, options.with_names)
                    sink.add(record) if rows is None else rows.append(row(record))
            rules_run.add(checked.outcomes.values())
            files.append(_file_record(one, checked))
    _write_result(options, sink, rows, files, as_of, rules_run)
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


def _write_result(
    options: argparse.Namespace, sink: Any, rows: list[Any] | None, files: list[Any], as_of: date, rules_run: RulesRun
) -> None:
    if isinstance(sink, FindingsJson):
        write(options.out, sink.finish(files, as_of.isoformat(), rules_run.records()).chunks())
    elif isinstance(sink, FindingsCsv):
        write(options.out, sink.held.chunks())
    elif rows is not None:
        ran = [(one["rule"], one["status"], one.get("count", 0), one.get("reason", "")) for one in rules_run.records()]
        tables = [
            Table("findings", "Findings", FINDING_COLUMNS, rows),
            Table("rules", "Rules run", ("rule", "status", "count", "reason"), ran),
        ]
        write(options.out, (xlsx_bytes(tables),), binary=True)
    else:
        text = text_of(sink.tables(), width()) + _rules_line(rules_run)
        write(options.out, (f"{MARKING}\n\n{text}".encode(),))


def _rules_line(rules_run: RulesRun) -> str:
    ended = [one["status"] for one in rules_run.records()]
    counts = {status: ended.count(status) for status in ("clean", "found", "skipped", "crashed")}
    said = ", ".join(f"{number} {status}" for status, number in counts.items())
    return f"Rules run: {said}. The reasons are in --format json.\n"
