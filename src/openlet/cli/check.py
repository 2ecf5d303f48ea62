"""The command ``check``."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from openlet.cli.arguments import add_files, add_output, opened_sources
from openlet.cli.many_files import (
    add_many,
    begin_many,
    ended,
    files_progress,
    inputs_of,
    is_many,
    refuse_broken,
    workers_of,
)
from openlet.cli.output import FOUND, NOTHING, progress, say, width, write
from openlet.cli.store_import import add_data
from openlet.contracts.reading import read_contracts
from openlet.contracts.terms import Contracts
from openlet.reference.held import References
from openlet.reports.findings import COLUMNS as FINDING_COLUMNS
from openlet.reports.findings import FindingsCsv, FindingsJson, FindingsSummary, RulesRun, finding_record, row
from openlet.reports.tables import MARKING, Table, text_of, xlsx_bytes
from openlet.rules import Status
from openlet.scale.inputs import Inputs
from openlet.scale.pool import Workers
from openlet.scale.stage_one import FileCheck, day_of_run, file_record
from openlet.store.folder import data_folder


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser("check", help="every finding in ILR files: layout, fields, ILR rules, WMCA rules")
    add_files(parser, contract_needed=False)
    add_output(parser)
    parser.add_argument(
        "--account", type=int, metavar="UKPRN", help="the provider whose account at the national service sends the file"
    )
    add_many(parser)
    add_data(parser)
    parser.add_argument("--with-names", action="store_true", help="show names, NI numbers, ethnicity and disability")
    parser.set_defaults(run=check)


def check(options: argparse.Namespace) -> int:
    """Every finding in ILR files."""
    contracts = read_contracts(options.contract) if options.contract else None
    inputs = inputs_of(options)
    if is_many(options, inputs):
        return check_many(options, inputs, contracts)
    opened = opened_sources(inputs.sources, options)
    as_of = day_of_run(opened, options.as_of)
    now = _now(options)
    references = References(data_folder(options.data))
    sink = _sink(options)
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
            files.append(file_record(one, checked))
    _write_result(options, sink, rows, files, as_of, rules_run)
    return _said(rules_run, files, as_of, found)


def check_many(options: argparse.Namespace, inputs: Inputs, contracts: Contracts | None) -> int:
    """The same over many files, with processes and a folder of the run."""
    with workers_of(options) as workers:
        return _check_many(options, inputs, contracts, workers)


def _check_many(options: argparse.Namespace, inputs: Inputs, contracts: Contracts | None, workers: Workers) -> int:
    from openlet.scale.local_check import Basis, check_all, findings_of, findings_text  # only here: it loads Arrow

    run = begin_many(options, inputs, contracts, f"check{' with names' if options.with_names else ''}", workers)
    data, form = data_folder(options.data), options.format if options.format in ("json", "csv") else None
    basis = Basis(contracts, run.as_of, _now(options), options.account, options.with_names, run.told, data, form)
    rules_run, done, broken = RulesRun(), [], []
    with files_progress("Checking", len(run.heads)) as tick:
        for one in check_all(run.heads, run.folder, basis, workers):
            if one.broken is not None:
                broken.append(one.broken)
            else:
                for code, status, why, count in one.ended:
                    rules_run.add_ended(code, Status(status), why, count)
                done.append(replace(one, ended=[]))  # how every rule ended on every file would be much to hold
            tick(one.learners)
    refuse_broken(broken, options.keep_going)
    files = [one.file for one in done]
    if form is not None:
        found = findings_text(done, run.folder, form, workers)
        write(options.out, _streamed(options.format, found, files, run.as_of, rules_run))
    else:
        sink, rows = FindingsSummary(), list[Any]() if options.format == "xlsx" else None
        for record in (record for one in done for record in findings_of(one, run.folder)):
            if rows is not None:
                rows.append(row(record))
            elif sink.wants_one(record["severity"], record["rule"]):
                sink.add(record)
        _write_result(options, sink, rows, files, run.as_of, rules_run)
    status_ = _said(rules_run, files, run.as_of, sum(one.findings for one in done))
    return ended(replace(run, broken=(*run.broken, *broken)), status_)


def _streamed(
    form: str, found: Iterable[bytes], files: list[dict[str, Any]], as_of: date, rules_run: RulesRun
) -> Iterator[bytes]:
    """The JSON or CSV as it is written, never held as a whole: everything has been judged already."""
    if form == "csv":
        yield from FindingsCsv().held.chunks()
        yield from found
        return
    yield FindingsJson.head().encode()
    yield from found
    yield FindingsJson.foot(files, as_of.isoformat(), rules_run.records()).encode()


def _now(options: argparse.Namespace) -> datetime:
    return datetime.combine(options.as_of, time.max) if options.as_of else datetime.now()


def _sink(options: argparse.Namespace) -> FindingsJson | FindingsCsv | FindingsSummary:
    sinks: dict[str, Callable[[], FindingsJson | FindingsCsv | FindingsSummary]] = {
        "json": FindingsJson,
        "csv": FindingsCsv,
    }
    return sinks.get(options.format, FindingsSummary)()


def _said(rules_run: RulesRun, files: list[dict[str, Any]], as_of: date, found: int) -> int:
    """Say how it ended; the exit status."""
    crashed = rules_run.crashed()
    if crashed:
        say(f"These rules could not be run, so nothing is known about what they check: {', '.join(crashed)}.")
    learners = sum(file["learners"] for file in files)
    say(f"{learners:,} learners in {len(files)} file(s) checked as of {as_of.isoformat()}: {found:,} findings.")
    return FOUND if found or crashed else NOTHING


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
