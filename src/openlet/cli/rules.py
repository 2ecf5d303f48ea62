"""The command ``rules``."""

import argparse
from collections.abc import Callable

from openlet.cli.arguments import add_output
from openlet.cli.output import NOTHING, Refused, width, write
from openlet.reports.rule_pages import find, page_json, page_text, rules_table
from openlet.reports.tables import csv_text, json_text, text_of, xlsx_bytes


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser("rules", help="the rules with severity, years and source, or one rule's page")
    parser.add_argument("code", nargs="?", metavar="CODE", help="the rule to explain, such as NP-08 or FD_ULN_MA")
    add_output(parser)
    parser.set_defaults(run=rules)


def rules(options: argparse.Namespace) -> int:
    """The list of rules, or one rule's page."""
    if options.code is None:
        table = rules_table()
        contents: dict[str, Callable[[], bytes]] = {
            "json": lambda: json_text(table.records()).encode(),
            "csv": lambda: csv_text(table).encode(),
            "xlsx": lambda: xlsx_bytes((table,)),
            "text": lambda: text_of((table,), width()).encode(),
        }
        write(options.out, (contents[options.format](),), binary=options.format == "xlsx")
        return NOTHING
    page = find(options.code)
    if page is None:
        raise Refused(f"There is no rule {options.code!r}. openlet rules lists them all.")
    text = page_json(page) if options.format == "json" else page_text(page)
    write(options.out, (text.encode(),))
    return NOTHING
