"""Whether a value is there, whether it is a code of the year's list, and comparisons of values that may be absent.

A comparison with an absent value is never true: its absence is another rule's business.
"""

from collections.abc import Container
from datetime import date

from openlet.spec.codes import codes
from openlet.spec.years import Year


def is_blank(text: str | None) -> bool:
    """Whether a text is absent or only blanks."""
    return text is None or not text.strip()


def is_listed(element: str, value: int | str | None, year: Year, kind: str | None = None) -> bool:
    """Whether a value is a code of the year's list of that field (for a typed code, of its type)."""
    return (kind, str(value)) in codes(element, year)


def has_ended(element: str, value: int | str | None, year: Year, kind: str | None, day: date | None) -> bool:
    """Whether a listed code had ended before a day."""
    code = codes(element, year).get((kind, str(value)))
    return code is not None and code.valid_to is not None and day is not None and day > code.valid_to


def is_before(day: date | None, other: date | None) -> bool:
    """Whether both days are there and the first lies before the second."""
    return day is not None and other is not None and day < other


def is_after(day: date | None, other: date | None) -> bool:
    """Whether both days are there and the first lies after the second."""
    return day is not None and other is not None and day > other


def is_other_than(value: object, allowed: Container[object]) -> bool:
    """Whether a value is there and is none of those allowed."""
    return value is not None and value not in allowed
