"""The ledger: what has been paid. A file of JSON lines that is appended to, never rewritten.

One line is one run: who, when, for which day, from which files (hashes), and the movements of each milestone in pence.
Every line carries the hash of the one before, so that a changed or missing line is noticed. A line is written in one
go and forced to disk before anything is acknowledged; a torn last line (the machine stopped while writing) was never
acknowledged and is passed over.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock

from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.payments.claims import Claim

Mark = tuple[object, ...]
START_OF_CHAIN = "0" * 64


class WrongLedger(Exception):
    """A ledger that cannot be used; the text is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement: pence paid (or taken back, if negative) for one milestone of one bootcamp of one ULN.

    ``year`` is the ILR year of the return that the movement rests on.
    """

    ULN: int
    UKPRN: int
    LearnRefNumber: str | None
    LearnAimRef: str
    LearnStartDate: date
    milestone: str
    pence: int
    year: int
    reason: str
    sign_off: bool = False

    @property
    def key(self) -> tuple[int, str, date, str]:
        """Provider, bootcamp, start and milestone."""
        return (self.UKPRN, self.LearnAimRef, self.LearnStartDate, self.milestone)


@dataclass(frozen=True, slots=True)
class Run:
    """Who recorded when, judged on which day, from which files."""

    recorded_by: str
    recorded_at: str
    as_of: date
    version: str
    rule_set: str
    inputs: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Ledger:
    """All movements so far."""

    entries: list[Entry] = field(default_factory=list)
    last_hash: str = START_OF_CHAIN
    _by_mark: dict[Mark, list[int]] = field(default_factory=dict)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take movements into account."""
        for entry in entries:
            for mark in (("ULN", entry.ULN), _bootcamp_mark(entry)):
                self._by_mark.setdefault(mark, []).append(len(self.entries))
            self.entries.append(entry)

    def of(self, person: Iterable[Claim]) -> list[Entry]:
        """The movements of a person, oldest first: under any ULN, or the same bootcamp under the same reference.

        The latter finds what was paid under a ULN that has been corrected since.
        """
        found: set[int] = set()
        for claim in person:
            if claim.ULN not in (None, TEMPORARY_ULN):
                found.update(self._by_mark.get(("ULN", claim.ULN), ()))
            found.update(self._by_mark.get(_bootcamp_mark(claim), ()))
        return [self.entries[at] for at in sorted(found)]


def _bootcamp_mark(one: Entry | Claim) -> Mark:
    return (one.UKPRN, one.LearnRefNumber, one.LearnAimRef, one.LearnStartDate)


def read_ledger(path: Path) -> Ledger:
    """Read a ledger; one that does not exist yet is empty. Raises ``WrongLedger``."""
    ledger = Ledger()
    for number, line in enumerate(_lines(path), 1):
        try:
            written = json.loads(line)
            if not isinstance(written, dict):
                raise ValueError
        except ValueError:
            if line.endswith(b"\n"):
                raise WrongLedger(_broken(path, number)) from None
            break  # torn while writing, never acknowledged
        claimed = written.pop("hash", None)
        if written.get("previous") != ledger.last_hash or claimed != _hash(written):
            raise WrongLedger(_broken(path, number))
        try:
            ledger.add(_entry(one) for one in written["movements"])
        except (KeyError, TypeError, ValueError):
            raise WrongLedger(_broken(path, number)) from None
        ledger.last_hash = claimed
    return ledger


def append(path: Path, ledger: Ledger, run: Run, entries: list[Entry]) -> None:
    """Record a run's movements at the end of the file; nothing is written when nothing moved.

    Raises ``WrongLedger`` where the file has changed since it was read, so that two runs never pay twice.
    """
    if not entries:
        return
    line = _line(ledger.last_hash, run, entries)
    try:
        with FileLock(path.with_name(path.name + ".lock")):
            if read_ledger(path).last_hash != ledger.last_hash:
                raise WrongLedger(f"{path.name} was changed by another run in the meantime. Run again.")
            _write(path, line)
    except OSError as error:
        raise WrongLedger(
            f"{path.name} could not be written: {(error.strerror or 'no reason given').lower()}."
        ) from None
    ledger.add(entries)
    ledger.last_hash = json.loads(line)["hash"]


def _write(path: Path, line: bytes) -> None:
    """Put a line at the end, over a torn one if there is one, and force it to disk."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.truncate(_whole_length(path))
        file.seek(0, os.SEEK_END)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    if os.name == "posix":
        _sync_folder(path)


def _line(previous: str, run: Run, entries: list[Entry]) -> bytes:
    written: dict[str, Any] = {
        "previous": previous,
        "recorded_at": run.recorded_at,
        "recorded_by": run.recorded_by,
        "as_of": run.as_of.isoformat(),
        "openlet": run.version,
        "rules": run.rule_set,
        "inputs": [{"name": name, "sha256": sha256} for name, sha256 in run.inputs],
        "movements": [_movement(entry) for entry in entries],
    }
    written["hash"] = _hash(written)
    return json.dumps(written, ensure_ascii=False).encode() + b"\n"


def _movement(entry: Entry) -> dict[str, Any]:
    return {
        "ULN": entry.ULN,
        "UKPRN": entry.UKPRN,
        "LearnRefNumber": entry.LearnRefNumber,
        "LearnAimRef": entry.LearnAimRef,
        "LearnStartDate": entry.LearnStartDate.isoformat(),
        "milestone": entry.milestone,
        "pence": entry.pence,
        "year": entry.year,
        "reason": entry.reason,
        "sign_off": entry.sign_off,
    }


def _entry(written: dict[str, Any]) -> Entry:
    day = date.fromisoformat(written["LearnStartDate"])
    if type(written["pence"]) is not int:
        raise ValueError
    return Entry(**{**written, "LearnStartDate": day})


def _hash(written: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(written, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise WrongLedger(f"{path.name} could not be opened: {(error.strerror or '').lower()}.") from None


def _whole_length(path: Path) -> int:
    """The length of the file without a torn last line."""
    return path.read_bytes().rfind(b"\n") + 1


def _sync_folder(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _broken(path: Path, number: int) -> str:
    return (
        f"{path.name}, line {number}: the ledger was changed or damaged there, so it cannot be relied on. "
        "Use the copy from your last backup."
    )
