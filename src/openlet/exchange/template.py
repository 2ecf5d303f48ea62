"""The template of a year: a workbook to fill in, with notes, drop-downs of the year's codes and an example row."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openlet.exchange.columns import REFERENCE, Column, column_for, deciding
from openlet.exchange.reading import EXAMPLE
from openlet.exchange.tables import CODES, NOTES
from openlet.exchange.typed import Asked, asked_of
from openlet.ilr.writing import MARKING
from openlet.spec.codes import codes
from openlet.spec.scheme import FOLDER, GUIDE, GuideField, terms
from openlet.spec.screens import guide_for
from openlet.spec.tables import all_rows
from openlet.spec.years import Year

SHEET = "Learners and aims"
ROWS = 10_000  # that the drop-downs are made for
AIM_REFERENCE = "LearnAimRef"
LONGEST_TITLE, LONGEST_HINT = 32, 255  # characters of what Excel shows beside a cell
WIDTHS = {"date": 13, "string": 16}
NARROW = 12

Aims = Sequence[tuple[str, str]]  # reference and title


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of the template: what it holds, what may be chosen in it, what the guide says, and an example."""

    column: Column
    asked: Asked
    options: tuple[str, ...]
    guide: GuideField | None
    example: str


def template_columns(year: Year, bootcamps: Aims = ()) -> tuple[TemplateColumn, ...]:
    """The columns of a year's template; ``bootcamps`` may be chosen besides the milestone aims."""
    made = []
    aims = _aims(bootcamps)
    for row in all_rows(f"{FOLDER}/template.csv"):
        column = column_for(row["column"], year)
        if column is None:
            continue
        asked = asked_of(column.entity, column.element, column.kind, year)
        options = tuple(reference for reference, _ in aims) if column.name == AIM_REFERENCE else _options(asked, year)
        guide = guide_for(column.entity, column.element, year, column.kind)
        made.append(TemplateColumn(column, asked, options, guide, row["example"]))
    return tuple(made)


def _aims(bootcamps: Aims) -> Aims:
    milestones = terms()["aims"]
    return (*bootcamps, (milestones["milestone_2"], "Milestone 2"), (milestones["milestone_3"], "Milestone 3"))


def _options(asked: Asked, year: Year) -> tuple[str, ...]:
    """The codes that are valid on some day of the year, each with its label, as they are understood when read."""
    listed = codes(asked.field.element, year)
    return tuple(
        f"{code} - {label}"
        for code, label in asked.codes.items()
        if _is_valid_in(year, listed[asked.kind, code].valid_from, listed[asked.kind, code].valid_to)
    )


def _is_valid_in(year: Year, first: Any, last: Any) -> bool:
    return (first is None or first <= year.last_day) and (last is None or last >= year.first_day)


def write_template(year: Year, bootcamps: Aims = ()) -> bytes:
    """The workbook of a year's template; ``bootcamps`` are those of the contract, by reference and title."""
    import xlsxwriter  # only here: most runs write no workbook

    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        columns = template_columns(year, bootcamps)
        sheet, notes, lists = book.add_worksheet(SHEET), book.add_worksheet(NOTES), book.add_worksheet(CODES)
        lists.hide()
        _write_columns(book, sheet, columns, _write_lists(book, lists, columns))
        _write_notes(book, notes, columns, year, _aims(bootcamps))
    return held.getvalue()


def _write_lists(book: Any, sheet: Any, columns: Sequence[TemplateColumn]) -> dict[str, str]:
    """Write the lists to choose from, and give where each column's stands."""
    from xlsxwriter.utility import xl_range_abs

    places: dict[str, str] = {}
    head = book.add_format({"bold": True})
    written: dict[tuple[str, ...], str] = {}
    for one in columns:
        if not one.options:
            continue
        if one.options not in written:
            at = len(written)
            sheet.write_string(0, at, one.column.name, head)
            for row, option in enumerate(one.options, 1):
                sheet.write_string(row, at, option)
            written[one.options] = f"='{CODES}'!{xl_range_abs(1, at, len(one.options), at)}"
        places[one.column.name] = written[one.options]
    return places


def _write_columns(book: Any, sheet: Any, columns: Sequence[TemplateColumn], places: dict[str, str]) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top", "bg_color": "#E8EEF4"})
    needed = book.add_format({"bold": True, "bottom": 1, "valign": "top", "bg_color": "#C9DCEC"})
    example = book.add_format({"italic": True, "font_color": "#595959", "num_format": "@"})
    looks = {"date": book.add_format({"num_format": "dd/mm/yyyy"})}
    text = book.add_format({"num_format": "@"})
    for at, one in enumerate(columns):
        kind = one.asked.field.data_type
        sheet.set_column(at, at, max(WIDTHS.get(kind, NARROW), len(one.column.name) + 2), looks.get(kind, text))
        sheet.write_string(0, at, one.column.name, needed if one.guide and one.guide.mandatory == "yes" else head)
        sheet.write_comment(0, at, _note(one), {"x_scale": 2.5, "y_scale": 2, "author": "OpenLET"})
        sheet.write_string(1, at, EXAMPLE if one.column.name == REFERENCE else one.example, example)
        sheet.data_validation(1, at, ROWS, at, _validation(one, places.get(one.column.name)))
    sheet.set_column(0, 0, len(EXAMPLE), text)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_footer(f"&C{MARKING}")


def _validation(one: TemplateColumn, place: str | None) -> dict[str, Any]:
    """The drop-down and the hint of a column. It warns and lets everything through: the import says what is wrong."""
    shown = {
        "input_title": one.column.name[:LONGEST_TITLE],
        "input_message": _shortened(one.guide.hint if one.guide else one.column.label),
        "ignore_blank": True,
    }
    if place is None:
        return shown | {"validate": "any"}
    return shown | {
        "validate": "list",
        "source": place,
        "error_type": "information",
        "error_title": "Not in the list",
        "error_message": "This is not in the list of the year. The code alone is also understood.",
    }


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_HINT else text[: LONGEST_HINT - 1] + "…"


def _note(one: TemplateColumn) -> str:
    parts = [one.column.label]
    if one.guide:
        parts += [one.guide.hint, f"{GUIDE}, {one.guide.place}."]
    parts.append(f"May hold {what_may_stand(one)}.")
    return "\n".join(parts)


def what_may_stand(one: TemplateColumn) -> str:
    """What a column may hold, in words."""
    if one.options and one.column.name != AIM_REFERENCE:
        return "a code of the list, alone or with its label"
    if one.asked.field.data_type == "date":
        return "a date, such as 1 May 2024 or 01/05/2024"
    return one.asked.field.limits


def _write_notes(book: Any, sheet: Any, columns: Sequence[TemplateColumn], year: Year, aims: Aims) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet.write_string(0, 0, f"Skills Bootcamps in the ILR of {year}", title)
    row = 1
    for line in (
        f"Fill in the sheet {SHEET}: one row for each learner, or one row for each aim with the learner's "
        "LearnRefNumber "
        "in each. The example row is not imported. Import the workbook with OpenLET: everything is shown before "
        "anything "
        "is changed.",
        "An empty cell changes nothing on a learner who is there already. Columns that you do not need may be taken "
        "out, "
        "their order does not matter, and any other column of the ILR may be added by its ILR name, with a number "
        "for a "
        "second one (PriorLevel 2).",
        f"Columns on darker blue are mandatory for Skills Bootcamps ({GUIDE}).",
    ):
        sheet.write_string(row, 0, line)
        row += 1
    row += 1
    names = ("Column", "Meaning", "Mandatory", "Hint", "Place in the guide", "May hold", "Codes of the year")
    for at, (name, width) in enumerate(zip(names, (20, 32, 12, 60, 40, 40, 80), strict=True)):
        sheet.write_string(row, at, name, head)
        sheet.set_column(at, at, width)
    sheet.freeze_panes(row + 1, 1)
    for one in columns:
        row += 1
        guide = one.guide
        cells = (
            one.column.name, one.column.label, (guide.mandatory or "") if guide else "", guide.hint if guide else "",
            guide.place if guide else "", what_may_stand(one), "\n".join(_listed(one, year, aims)),
        )  # fmt: skip
        for at, cell in enumerate(cells):
            sheet.write_string(row, at, cell, wrapped)
    sheet.set_footer(f"&C{MARKING}")


def _listed(one: TemplateColumn, year: Year, aims: Aims) -> tuple[str, ...]:
    if one.column.name == AIM_REFERENCE:
        return tuple(f"{reference} - {title}" for reference, title in aims)
    if deciding(one.column, year) is not None:
        return tuple(f"{kind} {code} - {each.label}" for (kind, code), each in codes(one.column.element, year).items())
    return one.options
