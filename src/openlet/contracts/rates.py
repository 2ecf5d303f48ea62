"""Rates for the forecast and the profile of starts: an optional TOML file of its own, beside the contract files.

The contract file has no place for them (its keys are fixed). Whatever is wrong is said in one sentence with the key and
the line.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from openlet.contracts.lines import line_of
from openlet.contracts.terms import Contracts

MILESTONES = ("m1", "m2", "m3")
BOUNDS = {f"{name}_{bound}" for name in MILESTONES for bound in ("best", "worst")}
RATE_KEYS = {*MILESTONES, *BOUNDS, "m3_days"}
WHICH_KEYS = {"learn_aim_ref", "ukprn"}
PROFILE_KEYS = {*WHICH_KEYS, "month", "starts"}
TABLES = {"rates", "bootcamp", "profile"}
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
ALL, NONE = Decimal(1), Decimal(0)


class WrongRates(Exception):
    """A file of rates that cannot be used; the text is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The share of learners, 0 to 1, who reach a milestone: expected, at best and at worst."""

    expected: Decimal
    best: Decimal = ALL
    worst: Decimal = NONE


@dataclass(frozen=True, slots=True)
class Assumed:
    """What one table says: rates by milestone ("M1"), and the days from the end of a bootcamp to the job offer."""

    rates: dict[str, Rate]
    m3_days: int | None


@dataclass(frozen=True, slots=True)
class PlannedStarts:
    """Learners who were to start one bootcamp in one month (such as "2024-09")."""

    learn_aim_ref: str
    ukprn: int | None
    month: str
    starts: int


@dataclass(frozen=True, slots=True)
class Rates:
    """A file of rates. ``own``: by aim reference and UKPRN (None: every provider). ``sha256``: for every report."""

    general: Assumed
    own: dict[tuple[str, int | None], Assumed]
    profile: tuple[PlannedStarts, ...]
    file: str
    sha256: str

    def rate(self, milestone: str, learn_aim_ref: str, ukprn: int) -> Rate | None:
        """The rate of a milestone: the bootcamp's at this provider, else the bootcamp's, else the general one."""
        found = (one.rates.get(milestone) for one in self._tables(learn_aim_ref, ukprn))
        return next((rate for rate in found if rate is not None), None)

    def m3_days(self, learn_aim_ref: str, ukprn: int) -> int | None:
        """The days from the end of a bootcamp to the job offer, where the file says so."""
        found = (one.m3_days for one in self._tables(learn_aim_ref, ukprn))
        return next((days for days in found if days is not None), None)

    def planned_starts(self, learn_aim_ref: str, ukprn: int) -> dict[str, int]:
        """The profile of one bootcamp at one provider: learners by month of start."""
        own = [one for one in self.profile if one.learn_aim_ref == learn_aim_ref and one.ukprn in (None, ukprn)]
        return {one.month: one.starts for one in sorted(own, key=lambda one: one.ukprn or 0)}

    def of(self, contracts: Contracts) -> "Rates":
        """The rates without those of bootcamps that the contracts do not have, or have no more."""
        refs = {ref for contract in contracts.all for ref in contract.bootcamps}
        own = {key: one for key, one in self.own.items() if key[0] in refs}
        profile = tuple(one for one in self.profile if one.learn_aim_ref in refs)
        return replace(self, own=own, profile=profile)

    def _tables(self, learn_aim_ref: str, ukprn: int) -> Iterable[Assumed]:
        for key in ((learn_aim_ref, ukprn), (learn_aim_ref, None)):
            if key in self.own:
                yield self.own[key]
        yield self.general


def read_rates(path: Path, contracts: Contracts) -> Rates:
    """Read a file of rates and hold it against the contracts. Raises ``WrongRates``."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WrongRates(f"{path.name} could not be opened: {(error.strerror or 'no reason given').lower()}.") from None
    return rates_of(content, path.name, contracts)


def rates_of(content: bytes, name: str, contracts: Contracts | None) -> Rates:
    """The rates that a file holds; without contracts nobody asks whether they have its bootcamps.

    Raises ``WrongRates``.
    """
    try:
        text = content.decode("utf-8-sig")
        found = tomllib.loads(text)
    except UnicodeDecodeError:
        raise WrongRates(f"{name} is not UTF-8 text: save it as UTF-8.") from None
    except (ValueError, RecursionError) as error:
        raise WrongRates(f"{name} is not well-formed TOML: {error}.") from None
    return _Reader(name, text, found, contracts).rates(hashlib.sha256(content).hexdigest())


def written(general: Assumed, own: Mapping[tuple[str, int | None], Assumed], profile: Iterable[PlannedStarts]) -> str:
    """A file of rates as text, which ``rates_of`` reads as the same again."""
    parts = [["[rates]", *_lines(general)]]
    for (ref, ukprn), assumed in own.items():
        parts.append(["[[bootcamp]]", *_which(ref, ukprn), *_lines(assumed)])
    for one in profile:
        of_month = [f'month = "{one.month}"', f"starts = {one.starts}"]
        parts.append(["[[profile]]", *_which(one.learn_aim_ref, one.ukprn), *of_month])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _which(ref: str, ukprn: int | None) -> list[str]:
    return [f"learn_aim_ref = {json.dumps(ref)}", *([] if ukprn is None else [f"ukprn = {ukprn}"])]


def _lines(assumed: Assumed) -> Iterable[str]:
    for name in MILESTONES:
        rate = assumed.rates.get(name.upper())
        if rate is not None:
            bounds = {name: rate.expected, f"{name}_best": rate.best, f"{name}_worst": rate.worst}
            yield from (f'{key} = "{share:f}"' for key, share in bounds.items())
    if assumed.m3_days is not None:
        yield f"m3_days = {assumed.m3_days}"


class _Reader:
    """One file of rates, read table by table."""

    def __init__(self, name: str, text: str, found: dict[str, Any], contracts: Contracts | None) -> None:
        self.name, self.text, self.found, self.contracts = name, text, found, contracts

    def rates(self, sha256: str) -> Rates:
        self.known("", self.found, TABLES)
        general = self.found.get("rates", {})
        if not isinstance(general, dict):
            raise self.wrong("", "rates", "it must be a table [rates]")
        self.known("rates", general, RATE_KEYS)
        own: dict[tuple[str, int | None], Assumed] = {}
        for number, one in enumerate(self.listed("bootcamp", RATE_KEYS | WHICH_KEYS)):
            which = self.which("bootcamp", one, number)
            if which in own:
                raise self.wrong("bootcamp", "learn_aim_ref", f"{which[0]} appears twice: keep one of them", number)
            own[which] = self.assumed("bootcamp", one, number)
        return Rates(self.assumed("rates", general), own, self.profile(), self.name, sha256)

    def assumed(self, table: str, values: dict[str, Any], number: int = 0) -> Assumed:
        rates = {}
        for name in MILESTONES:
            if name in values:
                rates[name.upper()] = self.rate(table, values, name, number)
            elif any(f"{name}_{bound}" in values for bound in ("best", "worst")):
                raise self.wrong(table, name, f"it is missing, though {name}_best or {name}_worst is given", number)
        days = self.whole(table, values, "m3_days", number) if "m3_days" in values else None
        return Assumed(rates, days)

    def rate(self, table: str, values: dict[str, Any], name: str, number: int) -> Rate:
        best, worst = f"{name}_best", f"{name}_worst"
        rate = Rate(
            self.share(table, values, name, number),
            self.share(table, values, best, number) if best in values else ALL,
            self.share(table, values, worst, number) if worst in values else NONE,
        )
        if not rate.worst <= rate.expected <= rate.best:
            said = (
                f"the worst rate {rate.worst}, the rate {rate.expected} and the best {rate.best} must be in this order"
            )
            raise self.wrong(table, name, said, number)
        return rate

    def profile(self) -> tuple[PlannedStarts, ...]:
        found: dict[tuple[object, ...], PlannedStarts] = {}
        for number, one in enumerate(self.listed("profile", PROFILE_KEYS)):
            ref, ukprn = self.which("profile", one, number)
            month = one.get("month")
            if not isinstance(month, str) or not MONTH.fullmatch(month):
                raise self.wrong("profile", "month", 'a month such as "2024-09" is needed', number)
            if (ref, ukprn, month) in found:
                raise self.wrong("profile", "month", f"{ref} has {month} twice: keep one of them", number)
            found[ref, ukprn, month] = PlannedStarts(ref, ukprn, month, self.whole("profile", one, "starts", number))
        return tuple(found.values())

    def which(self, table: str, one: dict[str, Any], number: int) -> tuple[str, int | None]:
        """The bootcamp and provider that a table is for; both must be in the contracts."""
        ref, ukprn = one.get("learn_aim_ref"), one.get("ukprn")
        if not isinstance(ref, str):
            raise self.wrong(
                table, "learn_aim_ref", "the reference of a bootcamp is needed, in quotation marks", number
            )
        if self.contracts is None:
            return ref, ukprn
        holding = [contract.ukprn for contract in self.contracts.all if contract.allocates(ref)]
        if not holding:
            raise self.wrong(table, "learn_aim_ref", f"{ref} is in none of the contracts given", number)
        if ukprn is not None and ukprn not in holding:
            raise self.wrong(table, "ukprn", f"no contract of that UKPRN with {ref} is given", number)
        return ref, ukprn

    def listed(self, table: str, keys: set[str]) -> list[dict[str, Any]]:
        listed = self.found.get(table, [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise self.wrong("", table, f"it must be a list of tables [[{table}]]")
        for number, one in enumerate(listed):
            self.known(table, one, keys, number)
        return listed

    def share(self, table: str, values: dict[str, Any], key: str, number: int) -> Decimal:
        try:
            share = Decimal(values[key]) if isinstance(values[key], str) else Decimal("NaN")
        except InvalidOperation:
            share = Decimal("NaN")
        if not share.is_finite() or not 0 <= share <= 1:
            raise self.wrong(table, key, 'a share from 0 to 1 in quotation marks is needed, such as "0.75"', number)
        return share

    def whole(self, table: str, values: dict[str, Any], key: str, number: int) -> int:
        value = values.get(key)
        if type(value) is not int or value < 0:
            raise self.wrong(table, key, "a whole number is needed", number)
        return value

    def known(self, table: str, values: dict[str, Any], keys: set[str], number: int = 0) -> None:
        for key in values:
            if key not in keys:
                said = f"no such key is known; the keys here are {', '.join(sorted(keys))}"
                raise self.wrong(table, key, said, number)

    def wrong(self, table: str, key: str, what: str, number: int = 0) -> WrongRates:
        name = f"{table}.{key}" if table else key
        return WrongRates(f"{self.name}, line {line_of(self.text, table, key, number)}, {name}: {what}.")
