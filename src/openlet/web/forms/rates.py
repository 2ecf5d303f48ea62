"""The form of rates and planned starts: percentages and numbers as they are typed, read and shown again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from openlet.contracts.rates import ALL, NONE, Assumed, PlannedStarts, Rate, Rates
from openlet.contracts.terms import Contract
from openlet.payments.amounts import MILESTONES
from openlet.reports.cash import month_of, next_month

BOUNDS = ("", "_best", "_worst")
DAYS = "m3_days"
MOST_DAYS, MOST_STARTS = 400, 99_999
LIMIT = 20  # characters of what was typed that are repeated
HUNDRED = Decimal(100)


@dataclass(slots=True)
class RatesForm:
    """What stands in the boxes of one scope: a bootcamp, or "" for all; and what is wrong with it, by box."""

    scope: str
    months: tuple[str, ...]
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def months_of(contract: Contract, scope: str) -> tuple[str, ...]:
    """The months in which a bootcamp can start; none for all bootcamps together."""
    if scope not in contract.bootcamps:
        return ()
    bootcamp = contract.bootcamps[scope]
    found, month = [], month_of(bootcamp.start_from)
    while month <= month_of(bootcamp.start_to):
        found.append(month)
        month = next_month(month)
    return tuple(found)


def filled(rates: Rates, contract: Contract, scope: str) -> RatesForm:
    """The form with what is kept."""
    form = RatesForm(scope, months_of(contract, scope))
    assumed = rates.own.get((scope, None)) if scope else rates.general
    for name, rate in (assumed.rates if assumed else {}).items():
        for bound, share in zip(BOUNDS, (rate.expected, rate.best, rate.worst), strict=True):
            is_usual = (bound, share) in (("_best", ALL), ("_worst", NONE))
            form.values[f"{name}{bound}"] = "" if is_usual else _percent(share)
    if assumed and assumed.m3_days is not None:
        form.values[DAYS] = str(assumed.m3_days)
    for one in rates.profile:
        if one.learn_aim_ref == scope:
            form.values[one.month] = str(one.starts)
    return form


def read(form: RatesForm, typed: Mapping[str, str]) -> tuple[Assumed, tuple[PlannedStarts, ...]]:
    """What was typed as rates and planned starts; what is wrong stands in ``form.errors``."""
    names = [f"{name}{bound}" for name in MILESTONES for bound in BOUNDS]
    form.values = {name: typed.get(name, "").strip() for name in (*names, DAYS, *form.months)}
    shares = {name: _share(form, name) for name in names}
    rates = {name: rate for name in MILESTONES if (rate := _rate(form, name, shares)) is not None}
    days = _number(form, DAYS, MOST_DAYS)
    starts = ((month, _number(form, month, MOST_STARTS)) for month in form.months)
    profile = tuple(PlannedStarts(form.scope, None, month, number) for month, number in starts if number is not None)
    return Assumed(rates, days), profile


def changed(rates: Rates, form: RatesForm, assumed: Assumed, profile: Iterable[PlannedStarts]) -> Rates:
    """The rates with those of one scope put in place of what it had."""
    own = {key: one for key, one in rates.own.items() if not form.scope or key[0] != form.scope}
    if form.scope and (assumed.rates or assumed.m3_days is not None):
        own[form.scope, None] = assumed
    others = tuple(one for one in rates.profile if one.learn_aim_ref != form.scope)
    general = rates.general if form.scope else assumed
    return Rates(general, own, (*others, *profile), rates.file, "")


def _rate(form: RatesForm, name: str, shares: Mapping[str, Decimal | None]) -> Rate | None:
    expected, best, worst = (shares[f"{name}{bound}"] for bound in BOUNDS)
    if expected is None:
        if (best, worst) != (None, None) and name not in form.errors:
            form.errors[name] = f"Enter what is expected of Milestone {name[1]} too, or leave best and worst empty."
        return None
    rate = Rate(expected, ALL if best is None else best, NONE if worst is None else worst)
    if not rate.worst <= rate.expected <= rate.best:
        form.errors.setdefault(
            name,
            f"Milestone {name[1]}: worst {_percent(rate.worst)} %, expected {_percent(rate.expected)} % and best "
            f"{_percent(rate.best)} % must rise in this order.",
        )
    return rate


def _share(form: RatesForm, name: str) -> Decimal | None:
    text = form.values[name].removesuffix("%").strip()
    if not text:
        return None
    try:
        percent = Decimal(text)
    except InvalidOperation:
        percent = Decimal("NaN")
    if percent.is_finite() and 0 <= percent <= HUNDRED:
        return percent / HUNDRED
    form.errors[name] = f"{text[:LIMIT]} is no percentage from 0 to 100. Enter it like 75 or 75.5."
    return None


def _number(form: RatesForm, name: str, most: int) -> int | None:
    text = form.values[name]
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text) <= most:
        return int(text)
    form.errors[name] = f"{text[:LIMIT]} is no whole number from 0 to {most:,}."
    return None


def _percent(share: Decimal) -> str:
    return f"{(share * HUNDRED).normalize():f}"
