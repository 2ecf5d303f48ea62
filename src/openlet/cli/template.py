"""The command ``template``: a workbook to fill in, for a year."""

import argparse
from pathlib import Path

from openlet.cli.output import NOTHING, Refused, say, write
from openlet.contracts.reading import read_contract
from openlet.spec.years import year_of


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser(
        "template",
        help="a workbook to fill in",
        description="Write a workbook with the columns of Skills Bootcamps in the ILR of a year: notes from the guide, "
        "drop-downs of the codes that are valid in the year, and an example row that is never imported.",
    )
    parser.add_argument("--year", required=True, metavar="Y", help="the ILR year, such as 2023-24")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="the file to write")
    parser.add_argument(
        "--contract", type=Path, dest="terms", metavar="C.toml", help="a contract file, whose bootcamps can be chosen"
    )
    parser.set_defaults(run=template)


def template(options: argparse.Namespace) -> int:
    """Write the template of a year."""
    from openlet.exchange.template import write_template

    year = year_of(options.year)
    if options.out.suffix.lower() != ".xlsx":
        raise Refused(f"{options.out} does not end in .xlsx. Give the template this ending.")
    if options.out.exists():
        raise Refused(f"{options.out} is there already. Choose another name.")
    allocated = read_contract(options.terms).bootcamps.values() if options.terms else ()
    write(options.out, [write_template(year, [(one.learn_aim_ref, one.title) for one in allocated])])
    say(f"The template of {year} is in {options.out}. Fill it in, then bring it in with openlet import.")
    return NOTHING
