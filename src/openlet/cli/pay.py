"""The command ``pay``."""

import argparse
import getpass
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from openlet import __version__
from openlet.cli.arguments import add_files, add_output, opened_sources
from openlet.cli.engines import add_engine, only_with_spark
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
from openlet.contracts.reading import read_contracts
from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Ledger, Run, append, read_ledger
from openlet.payments.settled import Settled, movements
from openlet.reports.pay import document, has_unpaid_claims, milestone_table, notes, summary_tables
from openlet.reports.tables import MARKING, csv_text, json_text, text_of, xlsx_bytes
from openlet.rules import rule_set
from openlet.scale.inputs import Inputs
from openlet.scale.pool import Workers
from openlet.scale.stage_one import FileClaims, Opened, day_of_run, stage_one
from openlet.scale.stage_two import stage_two


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser("pay", help="which milestones WMCA pays, how much, and otherwise why not")
    add_files(parser, contract_needed=True)
    add_output(parser)
    parser.add_argument("--ledger", type=Path, help="what was paid before; this run's movements are added")
    parser.add_argument("--complete-return", action="store_true", help="the files are complete: what is gone is gone")
    parser.add_argument("--no-record", action="store_true", help="read the ledger, but add nothing to it")
    add_many(parser)
    add_engine(parser)
    parser.set_defaults(run=pay)


def pay(options: argparse.Namespace) -> int:
    """Which milestones are paid, how much, and otherwise why not."""
    only_with_spark(options)
    if options.engine == "spark":
        from openlet.cli.spark_pay import pay_with_spark  # only here: it loads Arrow

        return pay_with_spark(options)
    contracts = read_contracts(options.contract)
    ledger = read_ledger(options.ledger) if options.ledger else Ledger()
    inputs = inputs_of(options)
    if is_many(options, inputs):
        return pay_many(options, inputs, contracts, ledger)
    opened = opened_sources(inputs.sources, options)
    as_of = day_of_run(opened, options.as_of)
    settled = settle(opened, contracts, ledger, as_of, options.complete_return)
    answer = document(settled)
    content, binary = _content(options.format, answer)
    run = run_of([(one.source.name, one.sha256) for one in opened], as_of)
    record = partial(append, options.ledger, ledger, run, movements(settled))
    write(options.out, (content,), binary, record if options.ledger and not options.no_record else None)
    for note in notes(settled):
        say(note)
    return FOUND if has_unpaid_claims(answer) else NOTHING


def pay_many(options: argparse.Namespace, inputs: Inputs, contracts: Contracts, ledger: Ledger) -> int:
    """The same over many files, with processes and a folder of the run."""
    with workers_of(options) as workers:
        return _pay_many(options, inputs, contracts, ledger, workers)


def _pay_many(
    options: argparse.Namespace, inputs: Inputs, contracts: Contracts, ledger: Ledger, workers: Workers
) -> int:
    from openlet.cli.answering import write_answers  # only here: it loads Arrow
    from openlet.scale.local_pay import judge_all
    from openlet.scale.local_settle import settle_everything

    run = begin_many(options, inputs, contracts, "pay", workers)
    done, broken = [], []
    with files_progress("Judging", len(run.heads)) as tick:
        for one in judge_all(run.heads, run.folder, contracts, run.as_of, run.told, workers):
            done.append(one) if one.broken is None else broken.append(one.broken)
            tick(one.learners)
    refuse_broken(broken, options.keep_going)
    found = settle_everything(
        done, run.folder, contracts, ledger, run.as_of, options.complete_return, options.format == "csv", workers
    )
    status = write_answers(options, found, contracts, ledger)
    say(
        f"{found.learners:,} learners in {len(done):,} files, {found.count:,} bootcamps, as of {run.as_of.isoformat()}."
    )
    return ended(replace(run, broken=(*run.broken, *broken)), status)


def settle(opened: list[Opened], contracts: Contracts, ledger: Ledger, as_of: date, complete: bool) -> Settled:
    """Both stages over the files."""
    files: list[FileClaims] = []
    with progress("Judging", opened) as tick:
        for one in opened:
            files.append(stage_one(one, contracts, as_of, tick))
    return stage_two(files, contracts, ledger, as_of, complete)


def _content(wanted: str, answer: dict[str, Any]) -> tuple[bytes, bool]:
    if wanted == "json":
        return json_text(answer).encode(), False
    if wanted == "csv":
        return csv_text(milestone_table(answer)).encode(), False
    tables = summary_tables(answer)
    if wanted == "xlsx":
        return xlsx_bytes([milestone_table(answer), *tables[1:]]), True
    head = f"{MARKING}\nJudged as of {answer['as_of']}. Areas: {answer['postcodes']}.\n\n"
    return (head + text_of(tables, width())).encode(), False


def run_of(files: Iterable[tuple[str, str]], as_of: date) -> Run:
    """This run, for the ledger; of each file its name and SHA-256."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Run(getpass.getuser(), now, as_of, __version__, rule_set(), tuple(files))
