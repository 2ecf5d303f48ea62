"""What the tables of a pack say is held against the program's own: known keys, values of the same kind, nothing fixed.

What is then left is tried where it does no harm: a process of its own reads a contract, the rules and the calendar with
the pack in force.
"""

import csv
import io
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openlet.ilr.identifiers import is_ukprn
from openlet.packs.signed import WrongPack
from openlet.spec import pack
from openlet.spec.scheme import FIXED, FOLDER, WHOLE, terms_here
from openlet.spec.tables import Row, packaged, rows_of

PATIENCE = 120  # seconds
FIXED_COLUMNS = {
    "readings.csv": ("kind", "allowed", "ambiguity"),
    "reasons.csv": ("statements", "reading", "lasting", "milestones", "met_needs"),
}
KNOWN_VALUES = {  # columns in which only what the program's own table has somewhere can be read
    "destinations.csv": ("OutType", "esfa_category", "category"),
    "calendar.csv": ("academic_year", "period", "status"),
}
REFUSED = 3  # the status of a trial that has a sentence to say


def refuse_wrong_tables(parts: Mapping[str, str], content: bytes) -> None:
    """Refuse a pack of which the program could not use a table. Raises ``WrongPack``."""
    for name, text in parts.items():
        if name == "terms.toml":
            _terms(text)
        elif name == pack.REGISTER:
            _register(_table(name, text, {"learn_aim_ref", "ukprn"}))
        else:
            _rows(name, text)
    _tried(content)


def _terms(text: str) -> None:
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongPack(f"terms.toml in the rule pack is not well-formed TOML: {error}.") from None
    here = terms_here()
    for table, values in found.items():
        if table not in here or not isinstance(values, dict):
            raise _wrong("terms.toml", table, "no such table of terms is known")
        for key, value in values.items():
            _term(table, key, value, here[table])


def _term(table: str, key: str, value: Any, here: Mapping[str, Any]) -> None:
    usual = next(iter(here.values())) if table in WHOLE else here.get(key)
    place = f"{table}.{key}"
    if usual is None:
        raise _wrong("terms.toml", place, "no such term is known")
    if type(value) is not type(usual) or isinstance(value, datetime):
        raise _wrong("terms.toml", place, f"it must be written like {usual!s}")
    if isinstance(value, int) and value < 0:
        raise _wrong("terms.toml", place, f"it must be written like {usual!s}")
    if isinstance(value, list) and not all(type(one) is type(usual[0]) for one in value):
        raise _wrong("terms.toml", place, f"it must be written like {usual!s}")
    if key in FIXED.get(table, ()) and value != usual:
        raise _wrong("terms.toml", place, f"only another version of OpenLET can change it from {usual!s}")


def _register(rows: list[Row]) -> None:
    for line, row in enumerate(rows, 2):
        ref, ukprn = (row["learn_aim_ref"] or "").strip(), (row["ukprn"] or "").strip()
        if not 1 <= len(ref) <= 8 or not (ukprn.isascii() and ukprn.isdigit() and is_ukprn(int(ukprn))):
            raise _wrong(pack.REGISTER, f"line {line}", "a learning aim reference and a UKPRN are needed")


def _rows(name: str, text: str) -> None:
    """A table of the program's own: the same columns, each cell of the same kind; keys that the program knows."""
    place = name if name == "calendar.csv" else f"{FOLDER}/{name}"
    here = list(rows_of(packaged(place)))
    rows = _table(name, text, here[0].keys())
    keys = pack.KEYS.get(name)
    known = {tuple(row[key] for key in keys or ()) for row in here}
    seen: set[tuple[str, ...]] = set()
    for line, row in enumerate(rows, 2):
        if None in row.values() or None in row:
            raise _wrong(name, f"line {line}", "the row is too short or too long")
        this = tuple(row[key] for key in keys or ("code" if "code" in row else "period",))
        if this in seen:
            raise _wrong(name, f"line {line}", f"{' '.join(this)} stands there twice")
        seen.add(this)
        if keys and name != "calendar.csv" and this not in known:
            raise _wrong(name, f"line {line}", f"{' '.join(this)} is not known; a newer version of OpenLET may know it")
        said = next((one for one in here if tuple(one[key] for key in keys or ()) == this), None) if keys else None
        _row(name, line, row, said, here)


def _row(name: str, line: int, row: Row, said: Row | None, here: list[Row]) -> None:
    """A row: ``said`` is what the program's own table says of it, ``here`` that table."""
    fixed = [column for column in FIXED_COLUMNS.get(name, ()) if said is not None and row[column] != said[column]]
    if fixed:
        raise _wrong(name, f"line {line}", f"{fixed[0]} is not a pack's to change")
    for column in KNOWN_VALUES.get(name, ()):
        known = sorted({one[column] for one in here})
        if row[column] not in known:
            may_be = ", ".join(value or "empty" for value in known)
            raise _wrong(name, f"line {line}", f"{column} is {row[column][:40]}; it may be {may_be}")
    if name == "readings.csv":
        _reading(line, row)
    elif name == "calendar.csv" and row["hard_close_date"] and not _is_day(row["hard_close_date"]):
        raise _wrong(name, f"line {line}", f"{row['hard_close_date'][:40]} is not a day such as 2024-11-06")


def _reading(line: int, row: Row) -> None:
    """The usual reading; of a kind that has none (a day, lists) a pack cannot say one, since nothing would read it."""
    usual, kind = row["default"], row["kind"]
    allowed = {"choice": row["allowed"].split(), "yes_no": ["true", "false"], "pounds": None}.get(kind, [""])
    if allowed is not None and usual not in allowed:
        may_be = " or ".join(one or "empty" for one in allowed)
        raise _wrong("readings.csv", f"line {line}", f"{row['key']} may be {may_be}")
    if allowed is None and not (usual.isascii() and usual.isdigit()):
        raise _wrong("readings.csv", f"line {line}", f"{row['key']} must be whole pounds")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _table(name: str, text: str, columns: Any) -> list[Row]:
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        rows = list(reader)
    except csv.Error as error:
        raise WrongPack(f"{name} in the rule pack is not a CSV table ({error}).") from None
    if set(reader.fieldnames or ()) != set(columns) or not rows:
        raise WrongPack(f"{name} in the rule pack must have rows with the columns {', '.join(columns)}.")
    return rows


def _wrong(name: str, place: str, what: str) -> WrongPack:
    return WrongPack(f"{name} in the rule pack, {place}: {what}. Nothing was loaded.")


# The trial.


def _tried(content: bytes) -> None:
    """Let a process of its own use the pack, as every part of the program would. Raises ``WrongPack``."""
    with tempfile.TemporaryDirectory(prefix="openlet-pack-") as place:
        path = Path(place) / "pack.json"
        path.write_bytes(content)
        environment = os.environ | {pack.VARIABLE: str(path)}
        command = [sys.executable, "-m", "openlet.packs.trial"]
        try:
            done = subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired):
            raise WrongPack("The rule pack could not be tried out. Nothing was loaded; try again.") from None
    if done.returncode == REFUSED:
        raise WrongPack(f"The rule pack cannot be used: {done.stdout.decode(errors='replace').strip()}")
    if done.returncode:
        raise WrongPack("The rule pack cannot be used: a table says what no part of the program understands.")
