"""Whether a value is there at all, and whether it is a code of the year's list."""

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
