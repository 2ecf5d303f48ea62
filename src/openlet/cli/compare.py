"""The kind of report ``compare``: two returns held against each other."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from openlet.cli.arguments import add_files, opened_files
from openlet.cli.output import FOUND, NOTHING, Refused, progress, say
from openlet.cli.reporting import add_writing, formats, write_reports
from openlet.contracts.reading import read_contracts
from openlet.payments.ledger import Ledger, read_ledger
from openlet.reports.compare import about_both, comparison_report
from openlet.reports.comparison import SAME, Comparison, lost
from openlet.reports.folder import rendered
from openlet.reports.judged import pounds
from openlet.scale.comparing import compare_files, older_first
from openlet.scale.stage_one import Opened, day_of_run

KIND, TWO = "compare", 2
SAID = "what two returns have new, gone and changed, and what it does to findings and money; older first"


def add(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the kind to the command ``report``."""
    parser = kinds.add_parser(KIND, help=SAID, description=SAID)
    add_files(parser, contract_needed=True)
    parser.add_argument(
        "--after", nargs="+", default=[], metavar="FILE",
        help="the newer returns, where a side has several; the FILEs are then the older ones",
    )  # fmt: skip
    add_writing(parser)
    parser.add_argument("--ledger", type=Path, metavar="LEDGER", help="what was paid before; nothing is added to it")
    parser.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    wanted = formats(options)
    contracts = read_contracts(options.contract)
    ledger = read_ledger(options.ledger) if options.ledger else Ledger()
    opened = opened_files([*options.files, *options.after], options)
    as_of = day_of_run(opened, options.as_of)
    before, after = _sides(opened, len(options.files), options)
    with progress("Comparing", opened) as tick:
        found = compare_files(before, after, contracts, ledger, as_of, options.with_names, tick)
    report = comparison_report(found, options.with_names)
    written = write_reports(options, rendered([report], found.after.run, wanted, about_both(found)))
    _tell(found)
    say(f"Written into {options.out}: {', '.join(path.name for path in written)}.")
    is_same = all(pair.change == SAME for pair in found.people) and not any(found.findings())
    return NOTHING if is_same else FOUND


def _sides(
    opened: Sequence[Opened], first: int, options: argparse.Namespace
) -> tuple[Sequence[Opened], Sequence[Opened]]:
    """The older side and the newer one. Raises ``Refused``."""
    if options.after:
        return opened[:first], opened[first:]
    if len(opened) != TWO:
        raise Refused(
            f"{len(opened)} files were named: name two, or the older ones first and the newer ones after --after."
        )
    day = day_of_run(opened, options.as_of)
    older, newer = older_first(opened, day)
    return [older], [newer]


def _tell(found: Comparison) -> None:
    say(f"Before: {found.before.name}. After: {found.after.name}. Both judged as of {found.after.run.as_of}.")
    gone = sum(lost(aim) > 0 for _, aim in found.aims)
    if gone:
        say(f"{gone:,} aim(s) that were paid or payable are gone, £{pounds(found.lost):,} in all: see the first table.")
    years = [{one.year for one in side.returns} for side in (found.before, found.after)]
    if years[0] != years[1]:
        say("The sides are of different years: an aim that was rightly not carried on counts as gone.")
    crashed = sorted({*found.before.crashed, *found.after.crashed})
    if crashed:
        say(f"These rules could not be run, so nothing is known about what they check: {', '.join(crashed)}.")
