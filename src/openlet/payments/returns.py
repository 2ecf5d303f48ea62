"""Which returns count: per provider the newest of each ILR year on or before the day, the older ones as history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openlet.payments.claims import ReturnOf


@dataclass(frozen=True, slots=True)
class Standing:
    """The returns of a run: those that count, earlier ones of the same provider and year, and those after the day."""

    current: frozenset[ReturnOf]
    earlier: frozenset[ReturnOf]
    later: frozenset[ReturnOf]

    def covers(self, ukprn: int, year: int) -> bool:
        """Whether the newest return of that provider and year is among those that count."""
        return any(ukprn == one.UKPRN and one.year == year for one in self.current)

    def word(self, one: ReturnOf) -> str:
        """How a return stands: ``current``, ``earlier`` or ``after the day``."""
        return "current" if one in self.current else "earlier" if one in self.earlier else "after the day"


def standing(returns: Iterable[ReturnOf], as_of: date) -> Standing:
    """Sort the returns of a run. A file given twice counts once."""
    listed = {one.sha256: one for one in sorted(returns, key=lambda one: one.name, reverse=True)}.values()
    later = {one for one in listed if one.prepared > as_of}
    newest: dict[tuple[int | None, int], ReturnOf] = {}
    for one in listed:
        key = (one.UKPRN, one.year)
        if one not in later and (key not in newest or one.age > newest[key].age):
            newest[key] = one
    current = frozenset(newest.values())
    return Standing(current, frozenset(listed) - current - later, frozenset(later))
