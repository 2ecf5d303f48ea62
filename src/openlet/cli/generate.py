"""The command ``generate``."""

import argparse
from pathlib import Path

from openlet.cli.output import NOTHING, Refused, say
from openlet.invented import generate as invent
from openlet.spec.years import year_of


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser("generate", help="invented, schema-valid returns with contracts, for trials")
    parser.add_argument("--learners", type=int, required=True, metavar="N", help="how many learners in all")
    parser.add_argument(
        "--files", type=int, default=1, metavar="F", help="how many files, one provider each (default: 1)"
    )
    parser.add_argument("--year", required=True, metavar="Y", help="the ILR year, such as 2023-24")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="the same seed makes the same bytes (default: 1)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where to write; made if needed")
    parser.set_defaults(run=generate)


def generate(options: argparse.Namespace) -> int:
    """Write invented returns."""
    year = year_of(options.year)
    try:
        written = invent(options.out, options.learners, options.files, year, options.seed)
    except ValueError as error:
        raise Refused(str(error)) from None
    except OSError as error:
        raise Refused(f"{options.out} could not be written: {(error.strerror or 'no reason given').lower()}.") from None
    returns = written[: options.files]
    say(
        f"{options.learners:,} invented learners of {year} in {len(returns)} file(s), with contracts, in {options.out}."
    )
    return NOTHING
