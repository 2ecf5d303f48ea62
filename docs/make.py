"""Write the pages that are made from the code: rule pages, the readings, the picture of the README.

    python3 dev.py docs

A test compares the committed pages with what this makes, so they cannot drift.
"""

import csv
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.table import Table as RichTable

from openlet.contracts.reading import read_contracts
from openlet.ilr.opening import source
from openlet.payments.ledger import Ledger
from openlet.reports.pay import document, summary_tables
from openlet.reports.rule_pages import Page, page_text, pages
from openlet.reports.tables import plain
from openlet.scale.stage_one import day_of_run, open_file, stage_one
from openlet.scale.stage_two import stage_two
from openlet.spec.scheme import readings

DOCS = Path(__file__).resolve().parent
EXAMPLES = DOCS.parent / "examples"
EXAMPLES_OF_RULES = DOCS.parent / "src" / "openlet" / "spec" / "examples.csv"
SHOWN_EXAMPLES = 4  # of each kind, on the page of a rule
sys.path.insert(0, str(DOCS.parent))  # for the tests, whose tables are the examples
READINGS_MARK = "<!-- readings: made by docs/make.py -->"
SHOWN = ("L0002", "L0003", "L0004", "L0006", "L0010", "L0013")
MADE_FROM_FIELDS = ("FD_", "Schema_")


def made() -> dict[Path, str]:
    """Every page that is made, by its path; and the examples that the pages take from the tests."""
    found = {DOCS / "rules" / _file_name(one): page_text(one) for one in pages().values() if _has_page(one)}
    found[EXAMPLES_OF_RULES] = examples_csv()
    found[DOCS / "rules" / "README.md"] = _index()
    found[DOCS / "contract-file.md"] = _with_readings((DOCS / "contract-file.md").read_text(encoding="utf-8"))
    found[DOCS / "picture.svg"] = _picture()
    return found


def examples_csv() -> str:
    """The examples of each rule: of the table of its test, the first cases that fire and the first that do not."""
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("rule", "sentence", "fires"))
    for code, cases in sorted(_tables()):
        for fires in (True, False):
            sentences = [str(case.id) for case in cases if bool(case.values[-1]) is fires]
            rows.writerows((code, sentence, "Y" if fires else "N") for sentence in sentences[:SHOWN_EXAMPLES])
    return text.getvalue()


def _tables() -> Iterator[tuple[str, list[Any]]]:
    """The code of each rule whose test has a table, with the cases of the table."""
    package = importlib.import_module("tests.rules")
    for found in pkgutil.walk_packages(package.__path__, "tests.rules."):
        if found.name.rpartition(".")[2].startswith("test_"):
            module = importlib.import_module(found.name)
            if hasattr(module, "CODE") and hasattr(module, "TABLE"):
                yield module.CODE, module.TABLE


def _file_name(page: Page) -> str:
    return f"{page.code.replace(' ', '_')}.md"


def _has_page(page: Page) -> bool:
    """Rules made from the field table share one list; all others have a page of their own."""
    return not page.code.startswith(MADE_FROM_FIELDS)


def _index() -> str:
    own = [page for page in pages().values() if _has_page(page)]
    rows = [f"| [{one.code}]({_file_name(one)}) | {one.severity} | {one.years} | {one.title} |" for one in own]
    fields = [page for page in pages().values() if not _has_page(page)]
    listed = [f"| {one.code} | {one.years} | {one.title} |" for one in fields]
    return "\n".join(
        [
            "# Rules",
            "",
            "Made from the rules themselves by `python3 dev.py docs`. `openlet rules CODE` shows one on the terminal.",
            "",
            "| rule | severity | years | what it asks |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            "## Rules made from the specification",
            "",
            "| rule | years | what it asks |",
            "| --- | --- | --- |",
            *listed,
            "",
        ]
    )


def _with_readings(text: str) -> str:
    """The page with the table of readings behind its mark."""
    rows = [
        f"| `{row['key']}` | {row['ambiguity']} | {row['default'] or '(none)'} | "
        f"{' or '.join(row['allowed'].split()) or row['kind']} | {row['meaning']} |"
        for row in readings()
    ]
    head = ["", "| key | number | default | may be | what it decides |", "| --- | --- | --- | --- | --- |"]
    return text.partition(READINGS_MARK)[0] + READINGS_MARK + "\n" + "\n".join([*head, *rows, ""])


def _picture() -> str:
    """What `openlet pay` shows for some learners of the example, as a picture without any outside font."""
    contracts = read_contracts([EXAMPLES / "contract.toml"])
    opened = [open_file(source(str(path))) for path in sorted(EXAMPLES.glob("*.xml"))]
    as_of = day_of_run(opened, None)
    files = [stage_one(one, contracts, as_of) for one in opened]
    table = summary_tables(document(stage_two(files, contracts, Ledger(), as_of, complete=False)))[0]
    shown = RichTable(title=table.title, title_justify="left", show_lines=True)
    for column in table.columns:
        shown.add_column(column, overflow="fold")
    for row in table.rows:
        if str(row[0]).startswith(SHOWN):
            shown.add_row(*(plain(cell) for cell in row))
    console = Console(record=True, width=132, file=StringIO(), highlight=False)
    console.print(shown)
    style = re.sub(r"@font-face \{\{.*?\}\}\s*\}?", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return console.export_svg(title="openlet pay", code_format=style, unique_id="openlet") + "\n"


def main() -> None:
    """Write every page whose text has changed."""
    (DOCS / "rules").mkdir(exist_ok=True)
    EXAMPLES_OF_RULES.write_text(examples_csv(), encoding="utf-8")  # before the pages that show them are made
    wanted = made()
    for old in (DOCS / "rules").glob("*.md"):
        if old not in wanted:
            old.unlink()
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.relative_to(DOCS.parent)}", file=sys.stderr)


if __name__ == "__main__":
    main()
