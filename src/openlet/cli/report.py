"""The command ``report``: the reports of a run, written into a folder."""

import argparse
from pathlib import Path

from openlet.cli import compare
from openlet.cli.arguments import add_files, opened_sources
from openlet.cli.many_files import inputs_of
from openlet.cli.output import FOUND, NOTHING, progress, say
from openlet.cli.reporting import add_writing, formats, write_reports
from openlet.contracts.rates import read_rates
from openlet.contracts.reading import read_contracts
from openlet.payments.ledger import Ledger, read_ledger
from openlet.reports.folder import rendered
from openlet.reports.forecast import rates_wanting
from openlet.reports.kinds import KINDS
from openlet.reports.pay import has_unpaid_claims, notes
from openlet.scale.reporting import judge_files
from openlet.scale.stage_one import day_of_run

ALL = "all"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program, with a kind of report after it."""
    report = commands.add_parser("report", help=f"{', '.join(KINDS)}, {compare.KIND}: written into a folder")
    kinds = report.add_subparsers(title="kinds of report", dest="kind", metavar="KIND", required=True)
    for kind in KINDS.values():
        _arguments(kinds.add_parser(kind.name, help=kind.says, description=kind.says))
    _arguments(kinds.add_parser(ALL, help="all of them", description="all of them"))
    compare.add(kinds)


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_files(parser, contract_needed=True)
    add_writing(parser)
    parser.add_argument("--ledger", type=Path, metavar="LEDGER", help="what was paid before; nothing is added to it")
    parser.add_argument("--rates", type=Path, metavar="FILE", help="rates and profile of starts for the forecast")
    parser.add_argument(
        "--complete-return", action="store_true", help="the files are complete, so what is gone is gone"
    )
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    wanted = formats(options)
    contracts = read_contracts(options.contract)
    ledger = read_ledger(options.ledger) if options.ledger else Ledger()
    rates = read_rates(options.rates, contracts) if options.rates else None
    opened = opened_sources(inputs_of(options).sources, options)
    as_of = day_of_run(opened, options.as_of)
    kinds = list(KINDS.values()) if options.kind == ALL else [KINDS[options.kind]]
    with progress("Judging", opened) as tick:
        run = judge_files(
            opened,
            contracts,
            ledger,
            as_of,
            complete=options.complete_return,
            rates=rates,
            every_rule=any(kind.every_rule for kind in kinds),
            with_names=options.with_names,
            tick=tick,
        )
    reports = [report for kind in kinds for report in kind.make(run)]
    written = write_reports(options, rendered(reports, run, wanted))
    wanting = [rates_wanting(report) for report in reports if report.name == "forecast"]
    for note in (*notes(run.settled), *wanting):
        if note:
            say(note)
    say(f"Written into {options.out}: {', '.join(path.name for path in written)}.")
    return FOUND if has_unpaid_claims(run.answer) else NOTHING
