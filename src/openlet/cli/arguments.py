"""The arguments that several commands share."""

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from openlet.cli.output import say
from openlet.exchange.occupancy import Told
from openlet.ilr.opening import Source, source
from openlet.scale.stage_one import Opened, open_file
from openlet.spec.years import year_of

FORMATS = ("text", "json", "csv", "xlsx")


def add_files(parser: argparse.ArgumentParser, contract_needed: bool) -> None:
    """FILE, --contract, --as-of."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE",
        help="ILR XML, a ZIP, an occupancy report (CSV), or a folder of them; - for standard input",
    )  # fmt: skip
    parser.add_argument("--year", metavar="Y", help="the ILR year of occupancy reports whose name does not say it")
    parser.add_argument("--ukprn", type=int, metavar="N", help="the provider of occupancy reports that do not name it")
    parser.add_argument(
        "--contract", action="append", nargs="+", default=[], metavar="C.toml", required=contract_needed,
        help="contract file; several at once for several providers",
    )  # fmt: skip
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="judge on this day (default: newest preparation date)"
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """--format and --out."""
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to write the result (default: text)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to this file instead of standard output")


def opened_files(files: Iterable[str], options: argparse.Namespace) -> list[Opened]:
    """The files of the command line, opened; what the user should know of how they were read is said."""
    return opened_sources([source(file) for file in files], options)


def opened_sources(sources: Iterable[Source], options: argparse.Namespace) -> list[Opened]:
    """The same of files that were found."""
    told = Told(year_of(options.year) if options.year else None, options.ukprn)
    opened = [open_file(one, told) for one in sources]
    for note in dict.fromkeys(note for one in opened for note in one.notes):
        say(note)
    return opened


def day(text: str) -> date:
    """A date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2024-10-18") from None


def sort_files(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
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
