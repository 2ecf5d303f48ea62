"""The ILR's code lists, with their years and dates."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from openlet.spec.tables import Row, all_rows
from openlet.spec.years import Year


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list.

    ``valid_from`` and ``valid_to`` are the specification's dates: ``valid_to`` is a last start date (or last
    applies-from date), not a last return date. An ``open`` list is known to be incomplete: a code is never
    refused only because it is missing from it.
    """

    field: str
    type: str | None
    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    max_occurs: int | None
    open: bool

    def is_valid_on(self, day: date) -> bool:
        """Whether a day lies within the dates of the code."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CodeRule:
    """Which official rule judges the codes of a field, and which judges their dates.

    ``dated_by`` names the date that a code's dates are compared with: an element, or "earliest start".
    """

    entity: str
    element: str
    type_element: str | None
    rule: str
    dated_rule: str | None
    dated_by: str | None


@cache
def codes(field: str, year: Year) -> dict[tuple[str | None, str], Code]:
    """The codes of a field in a year's list by (type, code); type is None for a field without types."""
    return {
        (row["type"] or None, row["code"]): _code(row)
        for row in all_rows("codes.csv")
        if row["field"] == field and _listed(row, year)
    }


@cache
def left_codes(field: str, year: Year) -> frozenset[tuple[str | None, str]]:
    """The codes, by (type, code), that were once in the list of a field and have left it by a year."""
    rows = [row for row in all_rows("codes.csv") if row["field"] == field]
    gone = {(row["type"] or None, row["code"]) for row in rows if row["list_to"] and int(row["list_to"]) < year.code}
    return frozenset(gone - codes(field, year).keys())


@cache
def open_types(field: str, year: Year) -> frozenset[str | None]:
    """The types of a field (None for one without types) in a year whose list is known to be incomplete."""
    marked = [row for row in all_rows("codes.csv") if row["open_list"] == "Y" and _listed(row, year)]
    by_code = {row["type"] or None for row in marked if row["field"] == field}
    by_type = {row["code"] for row in marked if row["field"] == field.replace("Code", "Type") != field}
    return frozenset(by_code | by_type)


@cache
def code_rules() -> tuple[CodeRule, ...]:
    """Every coded field with its official rules."""
    return tuple(
        CodeRule(
            row["entity"],
            row["element"],
            row["type_element"] or None,
            row["rule"],
            row["dated_rule"] or None,
            row["dated_by"] or None,
        )
        for row in all_rows("code_rules.csv")
    )


def _listed(row: Row, year: Year) -> bool:
    started = not row["list_from"] or int(row["list_from"]) <= year.code
    return started and (not row["list_to"] or year.code <= int(row["list_to"]))


def _code(row: Row) -> Code:
    return Code(
        row["field"],
        row["type"] or None,
        row["code"],
        row["label"],
        date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        int(row["max_occurs"]) if row["max_occurs"] else None,
        row["open_list"] == "Y",
    )
