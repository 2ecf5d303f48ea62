"""The form of a contract: what stands in its boxes, read as the tables of a contract file, and shown again.

The reader of contract files judges what was typed; its sentence stands beside the box. A box that is left as it was
keeps what the file says, so that a contract that nobody changed stays the same text.
"""

import copy
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import tomli_w

from openlet.authority.contracts import Proposed, tried
from openlet.contracts.in_words import day as day_in_words
from openlet.contracts.reading import REFERENCE_KEYS, WrongContract
from openlet.contracts.terms import Contract
from openlet.exchange.written_dates import read_date
from openlet.spec.scheme import readings, terms
from openlet.store.refusals import NotDone

ROWS, SHARES = "contract.bootcamp", "contributions"
SPARE = 1  # empty rows that a table ends with
MOST_ROWS, MOST_FAULTS = 500, 200
LIMIT = 60  # characters of what was typed that are repeated
LONGEST_FIELD = 300
ROW = re.compile(r"contract\.bootcamp\.(\d+)\.")
SHARE_ROW = re.compile(r"contributions\.(\d+)\.")
CHOICE, YES_NO, DATE, MONEY, WHOLE, SHARE, TEXT, NUMBERS, TEXTS = (
    "choice", "yes_no", "date", "money", "whole", "share", "text", "numbers", "texts",
)  # fmt: skip
STANDS_IN: dict[str, Any] = {"id": "stand-in", "ukprn": 10000000, "learn_aim_ref": "", "price_per_learner": "0.00"}
NOT_READ = {
    DATE: "{} is not a day that OpenLET can read. Enter it like 1 April 2024.",
    MONEY: "{} is not an amount in pounds. Enter it like 3000 or 3,000.00.",
    WHOLE: "{} is not a whole number. Enter it in figures.",
    SHARE: "{} is not a percentage. Enter it like 40.",
    NUMBERS: "{} is not a list of whole numbers. Put commas between them.",
}
FIXED_MODELS = {"before_2024_08": "before 1 August 2024", "from_2024_08": "from 1 August 2024"}


@dataclass(frozen=True, slots=True)
class Box:
    """One box: the table and key of the contract file that it stands for, and how it is labelled."""

    table: str
    key: str
    kind: str
    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    width: int = 20

    @property
    def name(self) -> str:
        """The name of the box in the form."""
        return f"{self.table}.{self.key}"


@dataclass(slots=True)
class ContractForm:
    """What stands in the boxes, by name, and what is wrong with it. ``files``: what the contract names, by name."""

    values: dict[str, str]
    before: dict[str, Any] = field(default_factory=dict)
    before_text: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def rows(self, pattern: re.Pattern[str] = ROW) -> list[int]:
        """The numbers of the rows of a table that are there, in order."""
        return sorted({int(found[1]) for name in self.values if (found := pattern.match(name))})

    def is_wrong(self, part: str) -> bool:
        """Whether something of a part is at fault, by how the names of its boxes begin."""
        return any(name.startswith(part) for name in self.errors)

    def contributions(self) -> list[int]:
        """The numbers of the rows of the contributions."""
        return self.rows(SHARE_ROW)


def boxes() -> dict[str, tuple[Box, ...]]:
    """The boxes of each part of the form; those of ``contract.bootcamp`` are asked for in every row."""
    wave, usual = terms()["wave"], terms()["milestones"]
    windows = (
        Box("contract", "start_from", DATE, "Bootcamps start from", "Empty: from the first day of the wave."),
        Box("contract", "start_to", DATE, "Bootcamps start to", "Empty: to the last day of the wave."),
        Box("contract", "planned_end_from", DATE, "Planned ends from", "Empty: any day."),
        Box("contract", "planned_end_to", DATE, "Planned ends to", "Empty: any day."),
    )
    percent = "Percent of the price. Empty: {:f}."
    return {
        "wave": (
            Box("wave", "name", TEXT, "Name of the wave", f"Empty: {wave['name']}."),
            Box("wave", "wave_from", DATE, "First day", f"Empty: {day_in_words(wave['wave_from'])}."),
            Box("wave", "wave_to", DATE, "Last day", f"Empty: {day_in_words(wave['wave_to'])}."),
        ),
        "contract": (
            Box("contract", "id", TEXT, "Contract", "Its reference, as it stands in the contract."),
            Box("contract", "ukprn", WHOLE, "UKPRN", width=10),
            Box("contract", "provider", TEXT, "Name of the provider", width=30),
            Box("contract", "max_value", MONEY, "Highest value in pounds", "Empty: no cap.", width=10),
            Box("contract", "max_learners", WHOLE, "Learners", "Empty: not said.", width=5),
            *windows,
        ),
        ROWS: (
            Box(ROWS, "learn_aim_ref", TEXT, "Aim", width=10),
            Box(ROWS, "title", TEXT, "Title", width=30),
            Box(ROWS, "price_per_learner", MONEY, "Price, £", width=10),
            Box(ROWS, "learners", WHOLE, "Learners", width=5),
            *(Box(ROWS, one.key, DATE, short, width=10) for one, short in zip(windows, WINDOWS, strict=True)),
        ),
        "milestones": (
            *(
                Box(
                    "milestones", key, SHARE, f"Share of Milestone {number}, percent", percent.format(_per(usual[key])),
                    width=5,
                )
                for number, key in enumerate(("m1_share", "m2_share", "m3_share"), 1)
            ),
            Box("milestones", "m1_days", WHOLE, "Days to Milestone 1", f"Empty: {usual['m1_days']}.", width=3),
            Box(
                "milestones", "share_required", SHARE, "Share of the bootcamp for Milestone 2, percent",
                f"Empty: {_per(usual['share_required']):f}.", width=5,
            ),
            Box("milestones", "m3_months", WHOLE, "Months to Milestone 3", f"Empty: {usual['m3_months']}.", width=3),
        ),
        "readings": tuple(_reading(row) for row in readings()),
        "readings.fund_models": tuple(
            Box(
                "readings.fund_models", key, NUMBERS, f"Funding models of starts {words}", f"Empty: {_models(key)}.",
                width=10,
            )
            for key, words in FIXED_MODELS.items()
        ),
        "reference": tuple(Box("reference", key, TEXT, FILES[key][0], FILES[key][1]) for key in FILES),
    }  # fmt: skip


WINDOWS = ("Starts from", "Starts to", "Ends from", "Ends to")
FILES = {
    "area_lookup": ("Postcodes with areas of their own", "CSV with postcode,area: WMCA, WM_OTHER or OTHER."),
    "register": ("Register of the wave's bootcamps", "CSV with learn_aim_ref,ukprn: every bootcamp and who gives it."),
    "salaries": ("Salaries", "CSV with uln,annual_salary, for the low-wage check."),
    "calendar": ("Return dates", "TOML of [[return]] tables with year, period and closes."),
}
assert FILES.keys() == REFERENCE_KEYS
KINDS = {"choice": CHOICE, "yes_no": YES_NO, "date": DATE, "pounds": WHOLE, "ulns": NUMBERS, "aims": TEXTS}


def _reading(row: Mapping[str, str]) -> Box:
    meaning = f"{row['meaning'][:1].upper()}{row['meaning'][1:]}"
    kind = KINDS[row["kind"]]
    options = {
        CHOICE: tuple((one, one.replace("_", " ").replace("todo", "to do")) for one in row["allowed"].split()),
        YES_NO: (("true", "yes"), ("false", "no")),
    }.get(kind, ())
    usual = dict(options).get(row["default"], row["default"]) or "none"
    return Box("readings", row["key"], kind, meaning, f"{row['ambiguity']}, {row['key']}. Usual: {usual}.", options)


def _models(key: str) -> str:
    return ", ".join(map(str, terms()["fund_models"]["before" if key.startswith("before") else "from"]))


def _per(share: str) -> Decimal:
    return (Decimal(share) * 100).normalize()


def by_name() -> dict[str, Box]:
    """The boxes outside tables with rows, by name."""
    return {box.name: box for part, listed in boxes().items() if part != ROWS for box in listed}


# What a contract file says, in boxes.


def filled(text: str, files: Mapping[str, bytes]) -> ContractForm:
    """The form with what a contract file says, one row more in each table."""
    found = tomllib.loads(text.removeprefix("\ufeff"))
    values = {name: shown(box.kind, _at(found, box.table).get(box.key)) for name, box in by_name().items()}
    for number, row in enumerate(found.get("contract", {}).get("bootcamp", [])):
        values |= _row(number, row)
    for number, (said, share) in enumerate(found.get(SHARES, {}).items()):
        values |= {f"{SHARES}.{number}.text": said, f"{SHARES}.{number}.share": shown(SHARE, share)}
    form = ContractForm(values, found, text, dict(files))
    add_rows(form)
    return form


def empty() -> ContractForm:
    """The form of a new contract."""
    form = ContractForm(dict.fromkeys(by_name(), ""))
    add_rows(form)
    return form


def add_rows(form: ContractForm, more: int = SPARE) -> None:
    """End each table with some empty rows."""
    last, last_share = max(form.rows(), default=-1), max(form.contributions(), default=-1)
    for number in range(last + 1, last + 1 + more):
        form.values |= _row(number, {})
    for number in range(last_share + 1, last_share + 1 + more):
        form.values |= {f"{SHARES}.{number}.text": "", f"{SHARES}.{number}.share": ""}


def _row(number: int, row: Mapping[str, Any]) -> dict[str, str]:
    return {f"{ROWS}.{number}.{box.key}": shown(box.kind, row.get(box.key)) for box in boxes()[ROWS]}


def shown(kind: str, value: Any) -> str:
    """A value of a contract file as it stands in its box."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, date):
        return day_in_words(value)
    return f"{_per(value):f}" if kind == SHARE else str(value)


def _at(found: Mapping[str, Any], table: str) -> dict[str, Any]:
    """A table of a contract file, an empty one where it is not there."""
    for step in table.split("."):
        found = found.get(step, {})
    return dict(found)


# What was typed, as the tables of a contract file.


def sent(form: ContractForm, typed: Mapping[str, str], uploads: Mapping[str, tuple[str, bytes]], today: date) -> None:
    """Put what was typed into the form; ``uploads`` are files by key of ``reference``, each with its name."""
    names = by_name().keys()
    form.values = {name: typed.get(name, "").strip()[:LONGEST_FIELD] for name in names}
    form.values |= {
        name: text.strip()[:LONGEST_FIELD] for name, text in typed.items()
        if (found := ROW.match(name) or SHARE_ROW.match(name)) and int(found[1]) < MOST_ROWS
    }  # fmt: skip
    left_out = {f"{ROWS}.{row}." for row in form.rows() if typed.get(f"{ROWS}.{row}.remove")}
    form.values = {name: text for name, text in form.values.items() if not name.startswith(tuple(left_out))}
    for key in FILES:
        name = f"reference.{key}"
        kept = str(_at(form.before, "reference").get(key, ""))
        form.values[name] = "" if typed.get(f"{name}.remove") else kept
        if key in uploads:
            form.values[name], form.files[uploads[key][0]] = uploads[key]
    named = {form.values[f"reference.{key}"] for key in FILES}
    form.files = {name: content for name, content in form.files.items() if name in named}


def read(form: ContractForm, today: date) -> tuple[Proposed, Contract] | None:
    """What was typed as a contract file; None where something is wrong with it, which then stands in ``errors``."""
    form.errors = {}
    tables, rows = _tables(form, today)
    text = form.before_text if tables == form.before else tomli_w.dumps(tables)
    if not form.errors:
        proposed = Proposed(text, form.files)
        try:
            return proposed, tried(proposed, "contract.toml")
        except (WrongContract, NotDone):
            pass
    _all_faults(form, copy.deepcopy(tables), rows)
    return None


def _tables(form: ContractForm, today: date) -> tuple[dict[str, Any], list[int]]:
    """The tables of the contract file, and to each of its bootcamps the row of the form."""
    tables: dict[str, Any] = {}
    for name, box in by_name().items():
        value = _value(form, name, box, _at(form.before, box.table), today)
        if value is not None:
            _made(tables, box.table)[box.key] = value
    rows = [row for row in form.rows() if any(form.values.get(f"{ROWS}.{row}.{box.key}") for box in boxes()[ROWS])]
    listed = [_bootcamp(form, row, today) for row in rows]
    if listed:
        _made(tables, "contract")["bootcamp"] = listed
    shares = dict(_contributions(form, today))
    if shares or SHARES in form.before:
        tables[SHARES] = shares
    return tables, rows


def _made(tables: dict[str, Any], table: str) -> dict[str, Any]:
    for step in table.split("."):
        tables = tables.setdefault(step, {})
    return tables


def _bootcamp(form: ContractForm, row: int, today: date) -> dict[str, Any]:
    listed = _at(form.before, "contract").get("bootcamp", [])
    ref = form.values.get(f"{ROWS}.{row}.learn_aim_ref", "")
    before: dict[str, Any] = next((one for one in listed if one.get("learn_aim_ref") == ref), {})
    found = {box.key: _value(form, f"{ROWS}.{row}.{box.key}", box, before, today) for box in boxes()[ROWS]}
    return {key: value for key, value in found.items() if value is not None}


def _contributions(form: ContractForm, today: date) -> Iterator[tuple[str, Any]]:
    before = _at(form.before, SHARES)
    for row in form.contributions():
        said, name = form.values.get(f"{SHARES}.{row}.text", ""), f"{SHARES}.{row}.share"
        if said:
            share = _value(form, name, Box(SHARES, said, SHARE, said), before, today)
            if share is None and name not in form.errors:
                form.errors[name] = "Enter the share that the employer pays."
            yield said, share or "0"
        elif form.values.get(name):
            form.errors[f"{SHARES}.{row}.text"] = "Enter the text of the contribution, such as Contribution 10."


def _value(form: ContractForm, name: str, box: Box, before: Mapping[str, Any], today: date) -> Any:
    """What a box says as a value of a contract file, None where it says nothing or nothing that can be read."""
    text, kept = form.values.get(name, ""), before.get(box.key)
    if kept is not None and text == shown(box.kind, kept):
        return kept
    if not text:
        return None
    value = typed_value(box.kind, text, today)
    if value is None:
        form.errors[name] = NOT_READ[box.kind].format(text[:LIMIT])
    return value


def typed_value(kind: str, text: str, today: date) -> Any:
    """What a text means; None where it means nothing of its kind."""
    if kind == DATE:
        return read_date(text, today)
    if kind == YES_NO:
        return text == "true"
    if kind == TEXTS:
        return [one.strip() for one in text.split(",") if one.strip()]
    if kind == NUMBERS:
        parts = [one.strip() for one in text.split(",") if one.strip()]
        return [int(one) for one in parts] if all(one.isascii() and one.isdigit() for one in parts) else None
    if kind == WHOLE:
        plain = text.replace(",", "").removeprefix("£").strip()
        return int(plain) if plain.isascii() and plain.isdigit() else None
    if kind in (MONEY, SHARE):
        return _amount(kind, text)
    return text


def _amount(kind: str, text: str) -> str | None:
    try:
        amount = Decimal(text.replace(",", "").removeprefix("£").removesuffix("%").strip())
    except InvalidOperation:
        return None
    if not amount.is_finite():
        return None
    amount = amount / 100 if kind == SHARE else amount
    return f"{amount:.2f}" if amount == round(amount, 2) else f"{amount.normalize():f}"


# Every fault that the reader finds, each beside its box: what is at fault is taken out, then it reads on.


def _all_faults(form: ContractForm, tables: dict[str, Any], rows: list[int]) -> None:
    for _ in range(MOST_FAULTS):
        try:
            tried(Proposed(tomli_w.dumps(tables), form.files), "contract.toml")
            return
        except NotDone as error:
            form.errors.setdefault("reference.register", str(error))
            return
        except WrongContract as error:
            place = error.place
            if place is None:
                form.errors.setdefault("contract.id", error.what)
                return
            form.errors.setdefault(_box_at(place, rows, form), error.what)
            if not _take_out(tables, place):
                return


def _box_at(place: tuple[str, str, int], rows: list[int], form: ContractForm) -> str:
    table, key, number = place
    if table == ROWS:
        return f"{ROWS}.{rows[number]}.{key}"
    if (table, key) == ("contract", "bootcamp"):
        return f"{ROWS}.{next(iter(form.rows()), 0)}.learn_aim_ref"
    if table == SHARES:
        row = next((one for one in form.contributions() if form.values.get(f"{SHARES}.{one}.text") == key), 0)
        return f"{SHARES}.{row}.share"
    return f"{table}.{key}"


def _take_out(tables: dict[str, Any], place: tuple[str, str, int]) -> bool:
    """Put something right in place of what is at fault; False where that is not possible."""
    table, key, number = place
    at = _made(tables, "contract").get("bootcamp", [])[number] if table == ROWS else _made(tables, table)
    if (table, key) == ("contract", "bootcamp"):
        at[key] = [{"learn_aim_ref": "Z", "price_per_learner": "0.00"}]
        return True
    if table == "milestones" and key == "m1_share":
        shares = [at.pop(one, None) for one in ("m1_share", "m2_share", "m3_share")]
        return shares != [None, None, None]
    if key in STANDS_IN:
        stand_in = f"Z{number}" if key == "learn_aim_ref" else STANDS_IN[key]
        was, at[key] = at.get(key), stand_in
        return bool(was != stand_in)
    return at.pop(key, None) is not None
