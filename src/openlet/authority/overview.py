"""All returns at a glance: each provider with each year of the wave, what stands of it, what it says of money.

All of it comes with three questions to the database, however many returns there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openlet.authority.models import CHECKED, CHECKING, REFUSED, WAITING, Submission
from openlet.spec.scheme import terms
from openlet.spec.years import Year, year_of, years
from openlet.team.models import ProviderHere

NOTHING, STANDS, NO_CONTRACT = "nothing sent", "stands", "no contract"
STATES = {
    NOTHING: "Nothing sent",
    WAITING: "Waiting or being checked",
    STANDS: "Stands",
    REFUSED: "The last one was refused",
    NO_CONTRACT: "Stands without a contract",
}
MONEY = ("withheld", "payable", "no_pay_learners")


@dataclass(frozen=True, slots=True)
class OfAYear:
    """One provider and year. ``last`` is the newest that was sent; the figures are of the one that stands.

    ``withheld`` and ``payable`` in pence; None where nothing stands or no contract was in force.
    """

    state: str = NOTHING
    last: int | None = None
    last_sent: datetime | None = None
    stands: int | None = None
    learners: int | None = None
    withheld: int | None = None
    payable: int | None = None
    no_pay_learners: int | None = None

    def is_in(self, state: str) -> bool:
        """Whether it is in one of ``STATES``; one may stand while a later one waits or was refused."""
        if state == NO_CONTRACT:
            return self.stands is not None and self.withheld is None
        return self.state == state or (state == STANDS and self.stands is not None)


EMPTY = OfAYear()


@dataclass(slots=True)
class OfAProvider:
    """A provider and its returns by year."""

    UKPRN: int
    name: str
    years: dict[int, OfAYear] = field(default_factory=dict)

    def of(self, year: int) -> OfAYear:
        """Its return of a year, also where nothing was sent."""
        return self.years.get(year, EMPTY)

    @property
    def withheld(self) -> int:
        """The pence at risk in all years together."""
        return sum(one.withheld or 0 for one in self.years.values())


def wave_years() -> list[Year]:
    """The ILR years into which starts of the wave fall."""
    wave = terms()["wave"]
    begins: date = wave["wave_from"]
    ends: date = wave["wave_to"]
    return [one for one in years() if one.first_day <= ends and one.last_day >= begins]


def providers() -> list[OfAProvider]:
    """All providers that have a store here or have sent anything, by name."""
    found = {one.UKPRN: OfAProvider(one.UKPRN, one.name) for one in ProviderHere.objects.filter(ended=False)}
    standing = _standing()
    for row in _newest():
        place = (row["UKPRN"], row["year"])
        whose = found.setdefault(row["UKPRN"], OfAProvider(row["UKPRN"], ""))
        whose.years[row["year"]] = _of_a_year(row, standing.get(place))
    return sorted(found.values(), key=lambda one: (one.name.casefold() or "~", one.UKPRN))


def _newest() -> Iterable[dict[str, Any]]:
    read = Submission.objects.exclude(UKPRN=None).exclude(year=None)
    newest = read.order_by("UKPRN", "year", "-sent_at", "-id").distinct("UKPRN", "year")
    return list(newest.values("id", "UKPRN", "year", "state", "sent_at"))


def _standing() -> dict[tuple[int, int], dict[str, Any]]:
    stands = Submission.objects.filter(state=CHECKED, replaced_by=None)
    rows = stands.values("id", "UKPRN", "year", "learners", *(f"outcome__{name}" for name in MONEY))
    return {(one["UKPRN"], one["year"]): one for one in rows}


def _of_a_year(newest: dict[str, Any], stands: dict[str, Any] | None) -> OfAYear:
    state = {CHECKED: STANDS, CHECKING: WAITING}.get(newest["state"], newest["state"])
    if stands is None:
        return OfAYear(state, newest["id"], newest["sent_at"])
    money = {name: stands[f"outcome__{name}"] for name in MONEY}
    return OfAYear(state, newest["id"], newest["sent_at"], stands["id"], stands["learners"], **money)


def years_in(found: Iterable[OfAProvider]) -> list[Year]:
    """The years of the wave and all others of which something was sent, in order."""
    codes = {one.code for one in wave_years()} | {code for one in found for code in one.years}
    return [year_of(str(code)) for code in sorted(codes)]
