"""The command ``report``: the reports of a run, written into a folder."""

import argparse
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from openlet.cli import compare
from openlet.cli.arguments import add_files, opened_files
from openlet.cli.output import FOUND, NOTHING, progress, say
from openlet.cli.reporting import add_writing, formats, write_reports
from openlet.contracts.rates import Rates, read_rates
from openlet.contracts.reading import read_contracts
from openlet.contracts.terms import Contracts
from openlet.ilr.partial import NotHere
from openlet.ilr.records import Learner
from openlet.payments.ledger import Ledger, read_ledger
from openlet.reports.destinations import destinations
from openlet.reports.folder import rendered
from openlet.reports.forecast import forecast, rates_wanting
from openlet.reports.judged import Judged, PersonNames
from openlet.reports.no_pay import no_pay
from openlet.reports.pay import has_unpaid_claims, notes
from openlet.reports.payments import payments
from openlet.reports.quality import quality
from openlet.reports.tables import Report
from openlet.reports.to_do import to_do
from openlet.scale.reporting import judge_files
from openlet.scale.stage_one import Opened, day_of_run

ALL = "all"
KINDS: dict[str, Callable[[Judged], list[Report]]] = {
    "no-pay": lambda run: [no_pay(run)],
    "payments": lambda run: [payments(run)],
    "forecast": lambda run: [forecast(run)],
    "destinations": destinations,
    "to-do": lambda run: [to_do(run)],
    "quality": lambda run: [quality(run)],
}
NEEDS_EVERY_RULE = ("quality", ALL)
HELP = {
    "no-pay": "what is not paid and why, and which milestone conditions are not met",
    "payments": "every milestone with its money, the provider statement, and what is to be signed off",
    "forecast": "cash by month, windows that close, last safe dates, starts against the profile",
    "destinations": "where leavers went, in full and in a version to share",
    "to-do": "what to put right, what costs money first",
    "quality": "what each rule found in each return, since when, and what it costs",
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program, with a kind of report after it."""
    report = commands.add_parser("report", help=f"{', '.join(KINDS)}, {compare.KIND}: written into a folder")
    kinds = report.add_subparsers(title="kinds of report", dest="kind", metavar="KIND", required=True)
    for kind, said in (*HELP.items(), (ALL, "all of them")):
        _arguments(kinds.add_parser(kind, help=said, description=said))
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
    contracts = read_contracts(options.contract)
    ledger = read_ledger(options.ledger) if options.ledger else Ledger()
    rates = read_rates(options.rates, contracts) if options.rates else None
    opened = opened_files(options.files, options)
    as_of = day_of_run(opened, options.as_of)
    run = _judge(opened, contracts, ledger, rates, as_of, options)
    kinds = KINDS if options.kind == ALL else (options.kind,)
    reports = [report for kind in kinds for report in KINDS[kind](run)]
    written = write_reports(options, rendered(reports, run, formats(options)))
    wanting = [rates_wanting(report) for report in reports if report.name == "forecast"]
    for note in (*notes(run.settled), *wanting):
        if note:
            say(note)
    say(f"Written into {options.out}: {', '.join(path.name for path in written)}.")
    return FOUND if has_unpaid_claims(run.answer) else NOTHING


def _judge(
    opened: Sequence[Opened],
    contracts: Contracts,
    ledger: Ledger,
    rates: Rates | None,
    as_of: date,
    options: argparse.Namespace,
) -> Judged:
    looking = options.kind in NEEDS_EVERY_RULE
    names = _names(opened, as_of) if options.with_names else None
    with progress("Judging", opened) as tick:
        return judge_files(
            opened, contracts, ledger, as_of, rates, looking, options.complete_return, names=names, tick=tick
        )


def _names(opened: Sequence[Opened], as_of: date) -> PersonNames:
    """The learners' names, read from the files once more; the newest file's count."""
    names: PersonNames = {}
    for one in sorted(opened, key=lambda file: file.returned(as_of).age):
        for item in one.read():
            person = item.record
            if isinstance(person, Learner):
                with suppress(NotHere):  # an occupancy report may show no names
                    names[one.ukprn or 0, person.LearnRefNumber] = (person.FamilyName, person.GivenNames)
    return names
