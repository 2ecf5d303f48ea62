"""What a cell of a spreadsheet means for an element of the ILR, and what is wrong with it, without saying its value."""

import re
from dataclasses import dataclass, field
from datetime import date

from openlet.exchange.grid import Cell, Kind
from openlet.exchange.typed import Asked, asked_of, canonical
from openlet.ilr.reading import LONGEST_VALUE
from openlet.ilr.writing import NOT_IN_XML
from openlet.spec.codes import open_types
from openlet.spec.screens import label_for, written_as
from openlet.spec.years import Year

REMEMBERED = 4096  # cells of one element whose meaning is kept: codes and dates repeat, names do not
CODES_NAMED = 12  # codes of a list that a message names

_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")  # days since 1900: 10000 is 1927, 99999 is 2173
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell says: the text to be stored, "" for nothing, and what is wrong with it, "" for nothing."""

    text: str
    wrong: str = ""


@dataclass(slots=True)
class Understanding:
    """Understands the cells of one spreadsheet in the ILR of a year; ``as_of`` decides the century of short years."""

    year: Year
    as_of: date
    _kept: dict[tuple[str, str, str | None], tuple[Asked, dict[Cell, Meaning]]] = field(default_factory=dict)

    def of(self, entity: str, element: str, kind: str | None, cell: Cell) -> Meaning:
        """The meaning of a cell for an element, given its type where its codes depend on one."""
        key = (entity, element, kind)
        held = self._kept.get(key)
        if held is None:
            held = self._kept[key] = (asked_of(entity, element, kind, self.year), {})
        asked, known = held
        meaning = known.get(cell)
        if meaning is None:
            meaning = self._meaning(asked, cell)
            if len(known) < REMEMBERED:
                known[cell] = meaning
        return meaning

    def _meaning(self, asked: Asked, cell: Cell) -> Meaning:
        label = label_of(asked)
        if cell.kind is Kind.UNKNOWN:
            return Meaning("", f"{label}: the cell holds {_what_formula(cell)}. Enter the value itself.")
        if NOT_IN_XML.search(cell.text) or len(cell.text) > LONGEST_VALUE:
            return Meaning(
                "", f"{label}: the cell holds signs that no ILR file can carry, or far too many. Type it anew."
            )
        text = canonical(asked, cell.text, self.as_of)
        return Meaning(text, self._wrong(asked, label, text, cell) if text else "")

    def _wrong(self, asked: Asked, label: str, text: str, cell: Cell) -> str:
        field_ = asked.field
        if field_.read(text).fault is not None:
            if field_.data_type in ("int", "long", "decimal") and _SHORTENED.fullmatch(cell.text.strip()):
                return (
                    f"{label}: the spreadsheet program has shortened the number, so its last figures are lost. "
                    "Format the "
                    "column as text, then enter the whole number."
                )
            if field_.data_type == "date" and _SERIAL.fullmatch(text):
                return (
                    f"{label}: the cell holds a number, as spreadsheets show a day whose cell has no date format. Give "
                    "the column a date format and save the file again."
                )
            limits = "a date, such as 1 May 2024 or 01/05/2024" if field_.data_type == "date" else field_.limits
            return f"{label} must be {limits}."
        if asked.codes and text not in asked.codes and asked.kind not in open_types(field_.element, self.year):
            if len(asked.codes) <= CODES_NAMED:
                return f"{label}: not a code of {self.year} ({', '.join(asked.codes)})."
            return f"{label}: not a code of {self.year}. Look it up in the ILR specification."
        is_telephone = written_as(field_.element) == "telephone"
        if is_telephone and text.isdigit() and not text.startswith("0"):
            return (
                f"{label}: the number has no zero in front, which spreadsheets drop. Format the column as text, then "
                "enter the zero."
            )
        return ""


def label_of(asked: Asked) -> str:
    """What an element is called in messages: its ILR name, or its type, with our label."""
    field_ = asked.field
    found = label_for(field_.entity, field_.element, asked.kind or "") or label_for(field_.entity, field_.element)
    name = f"{field_.element} {asked.kind}" if asked.kind else field_.element
    label = found.label if found else field_.title
    return name if label.casefold() == name.casefold() else f"{name} ({label})"


def _what_formula(cell: Cell) -> str:
    return f"an error ({cell.text})" if cell.text.startswith("#") else cell.text
