"""Read contract files (TOML). Whatever is wrong is said in one sentence with the key and the line."""

import csv
import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import Any

from openlet.contracts.lines import line_of
from openlet.contracts.terms import Bootcamp, Contract, Contracts, Milestones, Readings
from openlet.ilr.identifiers import is_postcode, is_ukprn
from openlet.reference.areas import AREAS
from openlet.spec.scheme import readings, terms
from openlet.spec.scheme import register as scheme_register
from openlet.spec.years import Return

WAVE_KEYS = {"name", "wave_from", "wave_to"}
CONTRACT_KEYS = {
    "id", "ukprn", "provider", "start_from", "start_to", "planned_end_from", "planned_end_to",
    "max_value", "max_learners", "bootcamp",
}  # fmt: skip
BOOTCAMP_KEYS = {
    "learn_aim_ref", "title", "price_per_learner", "learners",
    "start_from", "start_to", "planned_end_from", "planned_end_to",
}  # fmt: skip
MILESTONE_KEYS = {"m1_share", "m2_share", "m3_share", "m1_days", "share_required", "m3_months"}
FUND_MODEL_KEYS = {"before_2024_08", "from_2024_08"}
REFERENCE_KEYS = {"area_lookup", "calendar", "register", "salaries"}
TABLES = {"wave", "contract", "milestones", "contributions", "readings", "reference"}
SETTLED_TOGETHER = ("one_m3", "dup_winner", "two_continuing")  # readings that decide between providers


MOST_POUNDS = 10**12  # more is a slip


class WrongContract(Exception):
    """A contract file that cannot be used; the text is one sentence for the user.

    ``what`` is the same without the file, the line and the key; ``place`` says where: table, key, and the number of the
    table among those of its name. None: it is nothing that stands under one key.
    """

    def __init__(self, sentence: str, place: tuple[str, str, int] | None = None, what: str = "") -> None:
        self.place, self.what = place, what or sentence
        super().__init__(sentence)


def read_contracts(paths: Iterable[Path]) -> Contracts:
    """Read several contract files and hold them against each other. Raises ``WrongContract``."""
    contracts = tuple(read_contract(path) for path in paths)
    for number, contract in enumerate(contracts):
        for other in contracts[:number]:
            hold_together(other, contract)
    return Contracts(contracts)


def read_contract(path: Path) -> Contract:
    """Read one contract file. Raises ``WrongContract``."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WrongContract(
            f"{path.name} could not be opened: {(error.strerror or 'no reason given').lower()}."
        ) from None
    return contract_of(content, path)


def contract_of(content: bytes, path: Path) -> Contract:
    """The contract that the content of a file says; the files that it names lie beside ``path``.

    Raises ``WrongContract``.
    """
    try:
        text = content.decode("utf-8-sig")  # Windows editors put a byte order mark first
    except UnicodeDecodeError:
        raise WrongContract(f"{path.name} is not UTF-8 text: save it as UTF-8.") from None
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        raise WrongContract(f"{path.name} is not well-formed TOML: {error}.") from None
    return _Reader(path, text, hashlib.sha256(content).hexdigest(), found).contract()


class _Reader:
    """One contract file, read table by table."""

    def __init__(self, path: Path, text: str, sha256: str, found: dict[str, Any]) -> None:
        self.path, self.text, self.sha256, self.found = path, text, sha256, found

    def contract(self) -> Contract:
        self.known("", self.found, TABLES)
        for table in self.found:
            self.is_table(table, self.found[table])
        wave = {**terms()["wave"], **self.table("wave", WAVE_KEYS)}
        own = self.table("contract", CONTRACT_KEYS)
        contributions = self.contributions()
        windows = self.windows(own, wave)
        return Contract(
            id=self.needed("contract", own, "id", self.string),
            ukprn=self.needed("contract", own, "ukprn", self.ukprn),
            provider=self.optional("contract", own, "provider", self.string) or "",
            wave=self.string("wave", wave, "name"),
            wave_from=self.day("wave", wave, "wave_from"),
            wave_to=self.day("wave", wave, "wave_to"),
            max_value=self.optional("contract", own, "max_value", self.money),
            max_learners=self.optional("contract", own, "max_learners", self.whole),
            bootcamps=self.bootcamps(own, windows),
            milestones=self.milestones(),
            contributions=contributions,
            readings=self.readings(),
            **self.reference(),
            file=self.path.name,
            sha256=self.sha256,
        )

    def bootcamps(self, own: dict[str, Any], windows: dict[str, date | None]) -> dict[str, Bootcamp]:
        listed = own.get("bootcamp")
        if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
            raise self.wrong("contract", "bootcamp", "there must be at least one [[contract.bootcamp]] table")
        bootcamps: dict[str, Bootcamp] = {}
        for number, one in enumerate(listed):
            bootcamp = self.bootcamp(one, windows, number)
            if bootcamp.learn_aim_ref in bootcamps:
                raise self.wrong(
                    "contract.bootcamp",
                    "learn_aim_ref",
                    f"{bootcamp.learn_aim_ref} appears twice: keep one of them",
                    number,
                )
            bootcamps[bootcamp.learn_aim_ref] = bootcamp
        return bootcamps

    def bootcamp(self, one: dict[str, Any], windows: dict[str, date | None], number: int) -> Bootcamp:
        table = "contract.bootcamp"
        self.known(table, one, BOOTCAMP_KEYS, number)
        own = {key: self.optional(table, one, key, self.day, number) for key in windows}
        narrower = {
            key: (self.latest if key.endswith("_from") else self.earliest)(own[key], windows[key]) for key in windows
        }
        self.in_order(table, narrower, one, number)
        start_from, start_to = narrower["start_from"], narrower["start_to"]
        assert start_from is not None and start_to is not None
        return Bootcamp(
            learn_aim_ref=self.needed(table, one, "learn_aim_ref", self.aim_ref, number),
            title=self.optional(table, one, "title", self.string, number) or "",
            price=self.needed(table, one, "price_per_learner", self.money, number),
            learners=self.optional(table, one, "learners", self.whole, number),
            start_from=start_from,
            start_to=start_to,
            planned_end_from=narrower["planned_end_from"],
            planned_end_to=narrower["planned_end_to"],
        )

    @staticmethod
    def latest(own: date | None, contract: date | None) -> date | None:
        """An aim's window is narrower than the contract's, never wider."""
        return max((day for day in (own, contract) if day is not None), default=None)

    @staticmethod
    def earliest(own: date | None, contract: date | None) -> date | None:
        return min((day for day in (own, contract) if day is not None), default=None)

    def windows(self, own: dict[str, Any], wave: dict[str, Any]) -> dict[str, date | None]:
        windows = {
            key: self.optional("contract", own, key, self.day)
            for key in ("start_from", "start_to", "planned_end_from", "planned_end_to")
        }
        begins, ends = self.day("wave", wave, "wave_from"), self.day("wave", wave, "wave_to")
        if begins > ends:
            raise self.wrong("wave", "wave_to", f"the wave ends on {ends}, before it begins on {begins}")
        # A bootcamp belongs to the wave by its start date (AMB-49), so no window reaches beyond the wave.
        windows["start_from"] = self.latest(windows["start_from"], begins)
        windows["start_to"] = self.earliest(windows["start_to"], ends)
        self.in_order("contract", windows, own)
        return windows

    def in_order(self, table: str, windows: dict[str, date | None], own: dict[str, Any], number: int = 0) -> None:
        """A window whose end lies before its beginning pays nobody: it is a slip, not a term."""
        for first, last in (("start_from", "start_to"), ("planned_end_from", "planned_end_to")):
            begins, ends = windows[first], windows[last]
            if begins and ends and begins > ends:
                key = last if last in own else first
                raise self.wrong(table, key, f"the window ends on {ends}, before it begins on {begins}", number)

    def milestones(self) -> Milestones:
        table = {**terms()["milestones"], **self.table("milestones", MILESTONE_KEYS)}
        shares = {key: self.share("milestones", table, key) for key in ("m1_share", "m2_share", "m3_share")}
        if sum(shares.values()) != 1:
            raise self.wrong("milestones", "m1_share", f"the three shares add up to {sum(shares.values())}, not to 1")
        return Milestones(
            **shares,
            m1_days=self.whole("milestones", table, "m1_days"),
            share_required=self.share("milestones", table, "share_required"),
            m3_months=self.whole("milestones", table, "m3_months"),
        )

    def contributions(self) -> dict[str, Decimal]:
        table = self.found.get("contributions", terms()["contributions"])
        return {text: self.share("contributions", table, text) for text in table}

    def readings(self) -> Readings:
        kinds = {row["key"]: row for row in readings()}
        found = self.table("readings", {*kinds, "fund_models"})
        values: dict[str, Any] = {}
        for key, row in kinds.items():
            values[key] = self.reading(found.get(key), key, row)
        usual = terms()["fund_models"]
        models = {
            "before_2024_08": usual["before"],
            "from_2024_08": usual["from"],
            **self.fund_models(found.get("fund_models", {})),
        }
        return Readings(
            **values,
            fund_models_before_2024_08=frozenset(models["before_2024_08"]),
            fund_models_from_2024_08=frozenset(models["from_2024_08"]),
        )

    def reading(self, value: Any, key: str, row: dict[str, str]) -> Any:
        kind, table = row["kind"], {key: value}
        if kind == "choice":
            if value is None:
                return row["default"]
            if value not in row["allowed"].split():
                choices = " or ".join(f'"{choice}"' for choice in row["allowed"].split())
                raise self.wrong("readings", key, f"{_written(value)} is not a reading: use {choices}")
            return value
        if kind == "yes_no":
            if value is None:
                return row["default"] == "true"
            if not isinstance(value, bool):
                raise self.wrong("readings", key, f"{_written(value)} must be true or false")
            return value
        if kind == "pounds":
            return Decimal(row["default"]) if value is None else self.pounds("readings", table, key)
        if kind == "date":
            return None if value in (None, "") else self.day("readings", table, key)
        return self.listed(value, key, int if kind == "ulns" else str)

    def listed(self, value: Any, key: str, of: type) -> frozenset[Any]:
        if value is None:
            return frozenset()
        if not isinstance(value, list) or not all(type(one) is of for one in value):
            kind = "whole numbers" if of is int else "texts"
            raise self.wrong("readings", key, f"{_written(value)} must be a list of {kind} in square brackets")
        return frozenset(value)

    def fund_models(self, value: Any) -> dict[str, list[int]]:
        if not isinstance(value, dict):
            raise self.wrong("readings", "fund_models", "it must be a table [readings.fund_models]")
        self.known("readings.fund_models", value, FUND_MODEL_KEYS)
        for key, models in value.items():
            if not isinstance(models, list) or not all(type(model) is int for model in models):
                raise self.wrong("readings.fund_models", key, f"{_written(models)} must be a list of whole numbers")
        return value

    def reference(self) -> dict[str, Any]:
        table = self.table("reference", REFERENCE_KEYS)
        return {
            "areas": self.area_lookup(table),
            "register": self.register(table),
            "salaries": self.salaries(table),
            "calendar": self.calendar(table),
        }

    def area_lookup(self, table: dict[str, Any]) -> dict[str, str]:
        areas: dict[str, str] = {}
        for line, row in self.side_file(table, "area_lookup", ("postcode", "area")):
            if row["area"] not in AREAS:
                raise self.wrong_side(
                    "area_lookup", table, line, f"{_written(row['area'])} is not WMCA, WM_OTHER or OTHER"
                )
            postcode = _postcode(row["postcode"])
            if not is_postcode(postcode):
                raise self.wrong_side("area_lookup", table, line, f"{_written(row['postcode'])} is not a postcode")
            if areas.setdefault(postcode, row["area"]) != row["area"]:
                raise self.wrong_side("area_lookup", table, line, f"{postcode} stands above with another area")
        return areas

    def register(self, table: dict[str, Any]) -> frozenset[tuple[str, int]]:
        if table.get("register") in (None, ""):
            return scheme_register()  # of the rule pack in force; without one there is none
        found = set()
        for line, row in self.side_file(table, "register", ("learn_aim_ref", "ukprn")):
            ref, ukprn = row["learn_aim_ref"].strip(), row["ukprn"].strip()
            if not 1 <= len(ref) <= 8:
                raise self.wrong_side("register", table, line, f"{_written(ref)} is not a learning aim reference")
            if not ukprn.isdecimal() or not is_ukprn(int(ukprn)):
                raise self.wrong_side("register", table, line, f"{_written(ukprn)} is not a UKPRN")
            found.add((ref, int(ukprn)))
        return frozenset(found)

    def salaries(self, table: dict[str, Any]) -> dict[int, Decimal]:
        found = {}
        for line, row in self.side_file(table, "salaries", ("uln", "annual_salary")):
            try:
                uln, salary = int(row["uln"]), Decimal(row["annual_salary"])
            except (ValueError, InvalidOperation):
                uln, salary = 0, Decimal("NaN")
            if not salary.is_finite() or salary < 0 or uln <= 0:
                raise self.wrong_side("salaries", table, line, "a ULN and a yearly salary in pounds are needed")
            found[uln] = salary
        return found

    def calendar(self, table: dict[str, Any]) -> tuple[Return, ...]:
        """A TOML file of [[return]] tables with year, period, closes and, if derived, status = "inferred"."""
        path = self.side_path(table, "calendar")
        if path is None:
            return ()
        try:
            text = path.read_text(encoding="utf-8-sig")
            listed = tomllib.loads(text)["return"]
            returns = tuple(
                Return(str(one["year"]), str(one["period"]), one["closes"], str(one.get("status", "official")))
                for one in listed
            )
        except (OSError, ValueError, RecursionError, KeyError, TypeError) as error:
            what = f"{path.name} is not a calendar of [[return]] tables with year, period and closes ({error})"
            raise self.wrong("reference", "calendar", what) from None
        for number, one in enumerate(returns):
            if not _is_day(one.closes):
                line = line_of(text, "return", "closes", number)
                raise self.wrong_side("calendar", table, line, f"{_written(one.closes)} must be a date")
        return returns

    def side_file(
        self, table: dict[str, Any], key: str, columns: tuple[str, ...]
    ) -> Iterable[tuple[int, dict[str, str]]]:
        """The rows of a CSV file that the contract names, with their line numbers."""
        path = self.side_path(table, key)
        if path is None:
            return
        try:
            reader = csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
            missing = [column for column in columns if column not in (reader.fieldnames or [])]
            if missing:
                raise self.wrong(
                    "reference", key, f"{path.name} has no column {missing[0]} (it needs {', '.join(columns)})"
                )
            for row in reader:
                if any(row[column] is None for column in columns):
                    raise self.wrong_side(key, table, reader.line_num, "the row is too short")
                yield reader.line_num, row
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise self.wrong("reference", key, f"{path.name} is not a CSV file in UTF-8 ({error})") from None

    def side_path(self, table: dict[str, Any], key: str) -> Path | None:
        name = table.get(key)
        if name in (None, ""):
            return None
        path = self.path.parent / self.string("reference", table, key)
        if Path(name).is_absolute() or ".." in Path(name).parts:  # on a server, others' files lie elsewhere
            raise self.wrong("reference", key, f"{_written(name)} must lie beside the contract file")
        if not path.is_file():
            raise self.wrong("reference", key, f"{_written(name)} was not found beside the contract file")
        return path

    # One value at a time.

    def needed(self, table: str, values: dict[str, Any], key: str, read: Callable[..., Any], number: int = 0) -> Any:
        if key not in values:
            raise self.wrong(table, key, "it is missing", number)
        return read(table, values, key, number)

    def optional(self, table: str, values: dict[str, Any], key: str, read: Callable[..., Any], number: int = 0) -> Any:
        return read(table, values, key, number) if key in values else None

    def string(self, table: str, values: dict[str, Any], key: str, number: int = 0) -> str:
        if not isinstance(values[key], str):
            raise self.wrong(table, key, f"{_written(values[key])} must be text in quotation marks", number)
        return str(values[key])

    def aim_ref(self, table: str, values: dict[str, Any], key: str, number: int = 0) -> str:
        ref = self.string(table, values, key, number).strip()
        if not 1 <= len(ref) <= 8:
            raise self.wrong(table, key, f"{_written(ref)} is not a learning aim reference (1 to 8 characters)", number)
        if ref in (terms()["aims"]["milestone_2"], terms()["aims"]["milestone_3"]):
            raise self.wrong(table, key, f"{ref} is a milestone aim, not a bootcamp", number)
        return ref

    def whole(self, table: str, values: dict[str, Any], key: str, number: int = 0) -> int:
        if type(values[key]) is not int or values[key] < 0:
            raise self.wrong(table, key, f"{_written(values[key])} must be a whole number", number)
        return int(values[key])

    def ukprn(self, table: str, values: dict[str, Any], key: str, number: int = 0) -> int:
        if not is_ukprn(self.whole(table, values, key, number)):
            raise self.wrong(table, key, f"{_written(values[key])} is not a UKPRN (eight digits)", number)
        return int(values[key])

    def day(self, table: str, values: dict[str, Any], key: str, number: int = 0) -> date:
        if not _is_day(values[key]):
            raise self.wrong(
                table,
                key,
                f"{_written(values[key])} must be a date such as 2024-04-01, without quotation marks",
                number,
            )
        return date(values[key].year, values[key].month, values[key].day)

    def money(self, table: str, values: dict[str, Any], key: str, number: int = 0) -> Decimal:
        amount = self.decimal(table, values, key, number)
        if not 0 <= amount < MOST_POUNDS or amount != round(amount, 2):
            raise self.wrong(table, key, f"{_written(values[key])} must be an amount in pounds and pence", number)
        return amount

    def pounds(self, table: str, values: dict[str, Any], key: str) -> Decimal:
        return Decimal(self.whole(table, values, key))

    def share(self, table: str, values: dict[str, Any], key: str, number: int = 0) -> Decimal:
        share = self.decimal(table, values, key, number)
        if not 0 <= share <= 1:
            raise self.wrong(table, key, f'{_written(values[key])} must be a share from 0 to 1, such as "0.40"', number)
        return share

    def decimal(self, table: str, values: dict[str, Any], key: str, number: int) -> Decimal:
        try:
            if not isinstance(values[key], str):
                raise InvalidOperation
            amount = Decimal(values[key])
            if not amount.is_finite():
                raise InvalidOperation
        except InvalidOperation:
            raise self.wrong(
                table, key, f'{_written(values[key])} must be a number in quotation marks, such as "0.40"', number
            ) from None
        return amount

    # Tables, keys, lines.

    def table(self, name: str, keys: set[str]) -> dict[str, Any]:
        table = self.found.get(name, {})
        self.known(name, table, keys)
        return dict(table)

    def is_table(self, name: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise self.wrong("", name, f"it must be a table [{name}]")

    def known(self, table: str, values: dict[str, Any], keys: set[str], number: int = 0) -> None:
        for key in values:
            if key not in keys:
                raise self.wrong(
                    table, key, f"no such key is known; the keys here are {', '.join(sorted(keys))}", number
                )

    def wrong(self, table: str, key: str, what: str, number: int = 0) -> WrongContract:
        name = f"{table}.{key}" if table else key
        sentence = f"{self.path.name}, line {line_of(self.text, table, key, number)}, {name}: {what}."
        return WrongContract(sentence, (table, key, number), f"{what[:1].upper()}{what[1:]}.")

    def wrong_side(self, key: str, table: dict[str, Any], line: int, what: str) -> WrongContract:
        said = f"{table[key]}, line {line}: {what}."
        return WrongContract(f"{self.path.name}, reference.{key}: {said}", ("reference", key, 0), said)


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _written(value: Any) -> str:
    """A value as it stands in the file, cut where it is long."""
    if isinstance(value, list):
        return f"[{', '.join(_written(one) for one in value)}]"
    if isinstance(value, dict):
        return "a table"
    text = value.isoformat() if isinstance(value, date | time) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _postcode(text: str) -> str:
    """A postcode with capitals and one blank before its last three characters."""
    joined = "".join(text.split()).upper()
    return f"{joined[:-3]} {joined[-3:]}"


def hold_together(one: Contract, other: Contract) -> None:
    """Hold two contracts of one run against each other. Raises ``WrongContract``."""
    files = f"{one.file} and {other.file}"
    if one.ukprn == other.ukprn:
        raise WrongContract(f"{files} are both for UKPRN {one.ukprn}: put their bootcamps into one file.")
    if (one.wave_from, one.wave_to) != (other.wave_from, other.wave_to):
        raise WrongContract(f"{files} are for different waves: run each wave by itself.")
    for key in SETTLED_TOGETHER:
        if getattr(one.readings, key) != getattr(other.readings, key):
            raise WrongContract(f"{files} differ in readings.{key}, which decides between providers: use one reading.")
    registered = one.register | other.register
    for ref in sorted(one.bootcamps.keys() & other.bootcamps.keys()):
        if not {(ref, one.ukprn), (ref, other.ukprn)} <= registered:
            raise WrongContract(
                f"{files} both allocate {ref}, but no register says so: correct one, or name both in a register."
            )
