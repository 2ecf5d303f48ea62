"""Which codes a box offers: those of the year's list that are valid on the day that counts for the field."""

from datetime import date
from functools import cache, lru_cache

from openlet.spec.codes import code_rules, codes, open_types
from openlet.spec.layout import Field, layout
from openlet.spec.years import Year
from openlet.store.documents import LEARNER, Document
from openlet.web.forms.shapes import Option

EARLIEST_START = "earliest start"
NOT_LISTED = "not in the list"
NOT_VALID = "not valid on this date"


@cache
def dated_by(entity: str, element: str) -> str | None:
    """The date that the dates of a field's codes are held against, None where they are not."""
    return next((one.dated_by for one in code_rules() if (one.entity, one.element) == (entity, element)), None)


@cache
def is_open(element: str, kind: str | None, year: Year) -> bool:
    """Whether other codes than those listed may be right."""
    return kind in open_types(element, year)


@lru_cache(maxsize=4096)
def options(element: str, kind: str | None, year: Year, day: date | None) -> tuple[Option, ...]:
    """The codes of a field or a type in a year's list, without those that are not valid on a day."""
    listed = (one for (of_type, code), one in codes(element, year).items() if of_type == kind and code)
    return tuple(Option(one.code, one.label) for one in listed if day is None or one.is_valid_on(day))


def with_present(offered: tuple[Option, ...], value: str, labels: dict[str, str]) -> tuple[Option, ...]:
    """What is offered, and the present value with it, marked where it is not offered."""
    if not value or any(one.code == value for one in offered):
        return offered
    label = f"{labels[value]} ({NOT_VALID})" if value in labels else NOT_LISTED
    return (*offered, Option(value, label, listed=False))


class Days:
    """The days that decide which codes are valid, for the records of one document.

    Where the date that counts is not known it is ``as_of``, brought into the year. An aim that restarts keeps the codes
    of its first start, so for it no code has ended.
    """

    def __init__(self, document: Document, year: Year, as_of: date) -> None:
        self.year = year
        self.usual = min(max(as_of, year.first_day), year.last_day)
        starts = [self._read(aim, "LearnStartDate") for aim in document.get(LEARNER, {}).get("LearningDelivery", ())]
        self.earliest = min((start for start in starts if start), default=self.usual)

    def day_for(self, dated: str | None, trees: tuple[Document, ...]) -> date | None:
        """The day for a field of a record, given the records from the top down to it; None: every code will do."""
        if dated is None or any(_is_restart(tree) for tree in trees):
            return None
        if dated == EARLIEST_START:
            return self.earliest
        return next((day for tree in reversed(trees) if (day := self._read(tree, dated))), self.usual)

    def _read(self, tree: Document, element: str) -> date | None:
        text = tree.get(element)
        found = _date_field(element, self.year).read(text).value if text else None
        return found if isinstance(found, date) else None


def _is_restart(tree: Document) -> bool:
    return any(fam.get("LearnDelFAMType") == "RES" for fam in tree.get("LearningDeliveryFAM", ()))


@cache
def _date_field(element: str, year: Year) -> Field:
    return next(one for found in layout(year).walk() for one in found.fields() if one.element == element)
