"""A contract line by line in words, and what differs between two of its versions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from openlet.contracts.terms import Bootcamp, Contract
from openlet.spec.scheme import readings

NOT_THERE = "not there"
YES_NO = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Line:
    """One term: the part of the contract it belongs to, what it is, and what it says."""

    part: str
    what: str
    said: str


@dataclass(frozen=True, slots=True)
class Change:
    """A term that two versions say differently."""

    part: str
    what: str
    before: str
    after: str


def lines(contract: Contract) -> list[Line]:
    """What counts in a contract, defaults too, in the order of its form."""
    parts = {
        "Contract": _of_contract(contract),
        "Bootcamps": (line for one in contract.bootcamps.values() for line in _of_bootcamp(one)),
        "Milestones": _of_milestones(contract),
        "Employers' contributions": ((text, _percent(share)) for text, share in contract.contributions.items()),
        "Readings": _of_readings(contract),
        "Reference files": _of_files(contract),
    }
    return [Line(part, what, said) for part, found in parts.items() for what, said in found]


def changes(old: Contract, new: Contract) -> list[Change]:
    """What differs between two versions, in the order of the newer one; what it lacks comes last."""
    before = {(line.part, line.what): line.said for line in lines(old)}
    after = {(line.part, line.what): line.said for line in lines(new)}
    return [
        Change(*key, before.get(key, NOT_THERE), after.get(key, NOT_THERE))
        for key in dict.fromkeys([*after, *before])
        if before.get(key) != after.get(key)
    ]


def value_of(contract: Contract) -> Decimal | None:
    """What the contract is worth at most: its cap, else the price of all its learners; None where neither is said."""
    if contract.max_value is not None:
        return contract.max_value
    if any(one.learners is None for one in contract.bootcamps.values()):
        return None
    return sum((one.price * (one.learners or 0) for one in contract.bootcamps.values()), Decimal(0))


def learners_of(contract: Contract) -> int | None:
    """How many learners it is for: as it says, else those of all its bootcamps; None where neither is said."""
    numbers = [one.learners for one in contract.bootcamps.values()]
    known = [number for number in numbers if number is not None]
    return contract.max_learners if contract.max_learners is not None else sum(known) if known == numbers else None


def pounds(amount: Decimal) -> str:
    """An amount as it is shown: £3,000.00."""
    return f"£{amount:,.2f}"


def day(one: date | None) -> str:
    """A day as people write it: 1 May 2024."""
    return f"{one.day} {one:%B %Y}" if one else "any day"


def _of_contract(contract: Contract) -> Iterator[tuple[str, str]]:
    yield "Contract", contract.id
    yield "UKPRN", str(contract.ukprn)
    yield "Provider", contract.provider or "not named"
    yield "Wave", contract.wave
    yield "Bootcamps start from", day(contract.wave_from)
    yield "Bootcamps start to", day(contract.wave_to)
    yield "Highest value", "no cap" if contract.max_value is None else pounds(contract.max_value)
    yield "Learners", "not said" if contract.max_learners is None else f"{contract.max_learners:,}"


def _of_bootcamp(one: Bootcamp) -> Iterator[tuple[str, str]]:
    yield f"Title of {one.learn_aim_ref}", one.title or "no title"
    yield f"Price of {one.learn_aim_ref}", pounds(one.price)
    yield f"Learners of {one.learn_aim_ref}", "not said" if one.learners is None else f"{one.learners:,}"
    yield f"Starts of {one.learn_aim_ref}", f"{day(one.start_from)} to {day(one.start_to)}"
    yield f"Planned ends of {one.learn_aim_ref}", f"{day(one.planned_end_from)} to {day(one.planned_end_to)}"


def _of_milestones(contract: Contract) -> Iterator[tuple[str, str]]:
    one = contract.milestones
    for number, share in enumerate((one.m1_share, one.m2_share, one.m3_share), 1):
        yield f"Share of Milestone {number}", _percent(share)
    yield "Days to Milestone 1", str(one.m1_days)
    yield "Share of the bootcamp for Milestone 2", _percent(one.share_required)
    yield "Months to Milestone 3", str(one.m3_months)


def _of_readings(contract: Contract) -> Iterator[tuple[str, str]]:
    for row in readings():
        yield f"{row['key']} ({row['ambiguity']}): {row['meaning']}", _value(getattr(contract.readings, row["key"]))
    yield "Funding models before 1 August 2024", _value(contract.readings.fund_models_before_2024_08)
    yield "Funding models from 1 August 2024", _value(contract.readings.fund_models_from_2024_08)


def _of_files(contract: Contract) -> Iterator[tuple[str, str]]:
    yield "Postcodes with areas of their own", _held(sorted(contract.areas.items()))
    yield "Register of the wave's bootcamps", _held(sorted(contract.register))
    yield "Salaries", _held(sorted(contract.salaries.items()))
    yield "Return dates", _held(contract.calendar)


def _held(rows: Iterable[object]) -> str:
    """How many rows there are, with a mark that changes with what they say, never the rows themselves."""
    held = tuple(rows)
    return f"{len(held):,} (mark {sha256(repr(held).encode()).hexdigest()[:8]})" if held else "none"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, frozenset):
        return ", ".join(map(str, sorted(value))) or "none"
    if value is None:
        return "none"
    return day(value) if isinstance(value, date) else str(value)


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f} %"
