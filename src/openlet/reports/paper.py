"""A report as one HTML document made for paper: A4, headings of tables on every page, the marking on every page.

It stands by itself: no script, no address, no file beside it. ``pdf`` prints it without a browser.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from openlet.payments.words import day
from openlet.reports.about import about_table
from openlet.reports.judged import CONTEXT, LEARNER_COLUMNS
from openlet.reports.tables import MARKING, NO_MONEY, TWO_PLACES, Cell, Report, Table, plain

MOST_ROWS = 500  # of a table: who wants to see more of them opens the workbook
ACROSS = 12  # columns beside each other; wider tables go on below, each part beginning with what names the row
NAMES_A_ROW = (*LEARNER_COLUMNS, "family_name", "given_names", "aim_seq", "bootcamp_ref", "milestone", "month", "rule")
MOST_NAMES = 3
LONGEST_WORD, MOST_TEXT = 22, 60  # characters that a column is made wide enough for
LOOKED_AT = 100  # rows that tell how wide a column has to be
LEAST_NAME = 10**7  # a whole number of eight figures is a UKPRN, of ten a ULN
STYLE = """
@page { size: A4 landscape; margin: 18mm 12mm 16mm;
  @top-center { content: "MARKING"; font: bold 10pt sans-serif }
  @bottom-left { content: string(title); font: 8pt sans-serif }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif } }
html { font: 9pt/1.35 "Liberation Sans", Arial, Helvetica, "DejaVu Sans", sans-serif; color: #0b0c0c }
h1 { font-size: 18pt; margin: 0 0 4mm; string-set: title content() }
h2 { font-size: 13pt; margin: 8mm 0 2mm; break-after: avoid }
p { margin: 0 0 2mm }
table { border-collapse: collapse; table-layout: fixed; width: 100%; margin: 0 0 5mm; font-size: 7.5pt }
caption { text-align: left; font-weight: bold; padding-bottom: 1mm }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { text-align: left; vertical-align: top; padding: 1mm 1.5mm; border-bottom: .3pt solid #b1b4b6;
  overflow-wrap: anywhere }
thead th { background: #0f385c; color: #fff }
tbody th { font-weight: normal }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
"""


def document_html(report: Report, said: dict[str, Any]) -> str:
    """The report with what it rests on, as text."""
    title = escape(report.title)
    body = "".join(part for table in report.tables for part in _section(table))
    about = "".join(_section(about_table(said)))
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE.replace('MARKING', MARKING)}</style></head><body>"
        f"<h1>{title}</h1>{_head(said)}{body}{about}</body></html>"
    )


def _head(said: dict[str, Any]) -> str:
    """Whose report it is, of which day, in two lines."""
    of = "; ".join(
        " ".join(str(one[name]) for name in ("provider", "UKPRN", "id", "wave") if one.get(name))
        for one in said.get("contracts", ())
    )
    as_of = said.get("as_of")
    when = f"As of {day(date.fromisoformat(as_of))}." if isinstance(as_of, str) else ""
    return f"<p><strong>{escape(of)}</strong></p><p>{escape(when)} {MARKING}</p>"


def _section(table: Table) -> Iterator[str]:
    """A table under its heading: what is the same in every row once above it, columns that hold nothing left out."""
    yield f"<h2>{escape(table.title)}</h2>"
    if not table.rows:
        yield "<p>Nothing.</p>"
        return
    same, kept = _sorted_out(table)
    if same:
        yield "<p>" + "; ".join(f"{_words(name)}: {escape(plain(cell))}" for name, cell in same) + "</p>"
    if len(table.rows) > MOST_ROWS:
        yield f"<p>The first {MOST_ROWS:,} of {len(table.rows):,} rows. All of them are in the workbook.</p>"
    parts = list(_parts([table.columns[at] for at in kept]))
    for number, names in enumerate(parts, 1):
        caption = f"{table.title}, part {number} of {len(parts)}" if len(parts) > 1 else table.title
        yield _table(caption, names, [table.columns.index(name) for name in names], table.rows[:MOST_ROWS])


def _sorted_out(table: Table) -> tuple[list[tuple[str, Cell]], list[int]]:
    """The context columns that hold one value only, with it; and the places of the columns to show."""
    same: list[tuple[str, Cell]] = []
    kept: list[int] = []
    for at, name in enumerate(table.columns):
        values = {row[at] for row in table.rows}
        if name in CONTEXT and len(values) == 1:
            same.append((name, table.rows[0][at]))
        elif values != {None}:
            kept.append(at)
    return same, kept


def _parts(names: Sequence[str]) -> Iterator[list[str]]:
    """The columns in portions that fit beside each other, each beginning with those that name a row."""
    if len(names) <= ACROSS:
        yield list(names)
        return
    naming = [name for name in names if name in NAMES_A_ROW][:MOST_NAMES]
    others = [name for name in names if name not in naming]
    step = ACROSS - len(naming)
    for first in range(0, len(others), step):
        yield naming + others[first : first + step]


def _table(caption: str, names: Sequence[str], places: Sequence[int], rows: Sequence[Sequence[Cell]]) -> str:
    numeric = [any(_is_amount(row[at]) for row in rows) for at in places]
    head = "".join(
        f'<th scope="col"{_class(is_number)}>{_words(name)}</th>'
        for name, is_number in zip(names, numeric, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            _cell(row[at], name, is_number, at == places[0])
            for at, name, is_number in zip(places, names, numeric, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption>{_widths(names, places, rows)}"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _widths(names: Sequence[str], places: Sequence[int], rows: Sequence[Sequence[Cell]]) -> str:
    """How wide each column is: as its longest word asks for, and its text as a whole."""
    asked = []
    for at, name in zip(places, names, strict=True):
        texts = [_words(name), *(shown(row[at], name) for row in rows[:LOOKED_AT])]
        word = max((len(word) for text in texts for word in text.split()), default=0)
        whole = sum(map(len, texts)) // len(texts)
        asked.append(max(min(word, LONGEST_WORD) + 5, min(whole, MOST_TEXT)))
    shares = (100 * one / sum(asked) for one in asked)
    return "<colgroup>" + "".join(f'<col style="width:{share:.1f}%">' for share in shares) + "</colgroup>"


def _cell(cell: Cell, name: str, is_number: bool, is_first: bool) -> str:
    tag, scope = ("th", ' scope="row"') if is_first else ("td", "")
    return f"<{tag}{scope}{_class(is_number)}>{escape(shown(cell, name))}</{tag}>"


def _is_amount(cell: Cell) -> bool:
    """Numbers stand on the right; ULNs and UKPRNs are names."""
    return isinstance(cell, Decimal) or (
        isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) < LEAST_NAME
    )


def shown(cell: Cell, name: str) -> str:
    """A cell as people read it: £1,200.00, 1 May 2024."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, Decimal) and cell.as_tuple().exponent == TWO_PLACES and not NO_MONEY.search(name):
        return f"{'-' if cell < 0 else ''}£{abs(cell):,.2f}"
    return plain(cell)


def _class(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def _words(name: str) -> str:
    return escape(name.replace("_", " "))
