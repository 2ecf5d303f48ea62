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
from openlet.payments.returns import standing
from openlet.reports.destinations import destinations
from openlet.reports.folder import rendered
from openlet.reports.forecast import forecast, rates_wanting
from openlet.reports.judged import FileRead, Judged, PersonNames, judged
from openlet.reports.no_pay import no_pay
from openlet.reports.pay import has_unpaid_claims, notes
from openlet.reports.payments import payments
from openlet.reports.quality import quality
from openlet.reports.seen import Watch
from openlet.reports.tables import Report
from openlet.reports.to_do import to_do
from openlet.scale.stage_one import FileClaims, Opened, day_of_run, look_back, stage_one
from openlet.scale.stage_two import stage_two

ALL = "all"
KINDS: dict[str, Callable[[Judged], list[Report]]] = {
    "no-pay": lambda run: [no_pay(run)],
    "payments": lambda run: [payments(run)],
    "forecast": lambda run: [forecast(run)],
    "destinations": destinations,
    "to-do": lambda run: [to_do(run)],
    "quality": lambda run: [quality(run)],
}
NEEDS_EVERY_RULE = ("quality", "to-do", ALL)
NEEDS_EARLIER_RETURNS = ("quality", ALL)
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
    wanted = formats(options)
    contracts = read_contracts(options.contract)
    ledger = read_ledger(options.ledger) if options.ledger else Ledger()
    rates = read_rates(options.rates, contracts) if options.rates else None
    opened = opened_files(options.files, options)
    as_of = day_of_run(opened, options.as_of)
    run = _judge(opened, contracts, ledger, rates, as_of, options)
    kinds = KINDS if options.kind == ALL else (options.kind,)
    reports = [report for kind in kinds for report in KINDS[kind](run)]
    written = write_reports(options, rendered(reports, run, wanted))
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
    files: list[FileClaims] = []
    read: list[FileRead] = []
    earlier = standing((one.returned(as_of) for one in opened), as_of).earlier
    with progress("Judging", opened) as tick:
        for one in opened:
            is_earlier = one.returned(as_of) in earlier
            watch = Watch(in_words=not is_earlier) if options.kind in NEEDS_EVERY_RULE else None
            found = stage_one(one, contracts, as_of, tick, None if is_earlier else watch)
            if watch is not None and is_earlier and options.kind in NEEDS_EARLIER_RETURNS:
                look_back(one, contracts, as_of, watch)
            files.append(found)
            read.append(
                FileRead(found.returned, tuple(found.claims), found.destinations, watch.seen() if watch else None)
            )
    settled = stage_two(files, contracts, ledger, as_of, options.complete_return)
    return judged(settled, read, _names(opened, as_of) if options.with_names else None, rates)


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
