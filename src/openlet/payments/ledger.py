"""The ledger: what has been paid. A file of JSON lines that is appended to, never rewritten.

One line is one run: who, when, for which day, from which files (hashes), and the movements of each milestone in pence.
Every line carries the hash of the one before, so that a changed or missing line is noticed. A line is written in one
go and forced to disk before anything is acknowledged; a torn last line (the machine stopped while writing) was never
acknowledged and is passed over.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from openlet.payments.claims import Claim

Mark = tuple[object, ...]
START_OF_CHAIN = "0" * 64
MISTAKE = "recorded by mistake"  # the reason of the movements that take a recording back


class WrongLedger(Exception):
    """A ledger that cannot be used; the text is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement: pence paid (or taken back, if negative) for one milestone of one bootcamp of one ULN.

    ``year`` is the ILR year of the return that the movement rests on, ``as_of`` the day of the run that recorded it.
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
    as_of: date | None = None

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


@dataclass(frozen=True, slots=True)
class Recording:
    """The movements that one run recorded."""

    recorded_by: str
    recorded_at: str
    as_of: date
    entries: tuple[Entry, ...]

    @property
    def pence(self) -> int:
        """What it recorded as paid, less what it recorded as taken back."""
        return sum(entry.pence for entry in self.entries)

    @property
    def takes_back(self) -> bool:
        """Whether it only takes an earlier recording back."""
        return all(entry.reason == MISTAKE for entry in self.entries)

    def opposite(self) -> list[Entry]:
        """The movements that make up for it: what was recorded by mistake never moved, so nobody has to sign it off."""
        return [replace(entry, pence=-entry.pence, reason=MISTAKE, sign_off=False) for entry in self.entries]


@dataclass(slots=True)
class Ledger:
    """All movements so far, and the runs that recorded them, oldest first."""

    entries: list[Entry] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)
    last_hash: str = START_OF_CHAIN
    length: int = 0  # bytes of whole lines

    def add(self, entries: Iterable[Entry]) -> None:
        """Take movements into account."""
        self.entries += entries

    def of_each(self, people: Sequence[Sequence[Claim]]) -> list[list[Entry]]:
        """The movements of each person, oldest first.

        A movement belongs to the person whose bootcamp it is (provider, learner reference, aim and start: the ULN may
        have been corrected since); where several share that reference, to the one with its ULN. One for a bootcamp
        that nobody here has belongs to whoever has its ULN.
        """
        by_uln: dict[int, set[int]] = {}
        by_bootcamp: dict[Mark, set[int]] = {}
        for at, person in enumerate(people):
            for claim in person:
                if claim.real_uln is not None:
                    by_uln.setdefault(claim.real_uln, set()).add(at)
                for reference in {claim.LearnRefNumber, claim.PrevLearnRefNumber} - {None}:  # no reference tells nobody
                    mark = (claim.UKPRN, reference, claim.LearnAimRef, claim.LearnStartDate)
                    by_bootcamp.setdefault(mark, set()).add(at)
        found: list[list[Entry]] = [[] for _ in people]
        for entry in self.entries:
            with_uln = by_uln.get(entry.ULN, set())
            on_it = by_bootcamp.get((entry.UKPRN, entry.LearnRefNumber, *entry.key[1:3]), set())
            for at in (on_it & with_uln) or on_it or with_uln:
                found[at].append(entry)
        return found


def read_ledger(path: Path) -> Ledger:
    """Read a ledger; one that does not exist yet is empty. Raises ``WrongLedger``."""
    return ledger_of(_lines(path), path.name)


def ledger_of(lines: Iterable[bytes], name: str) -> Ledger:
    """The ledger that lines (with their ends) make; ``name`` is said where one is wrong. Raises ``WrongLedger``."""
    ledger = Ledger()
    for number, line in enumerate(lines, 1):
        try:
            written = json.loads(line)
            if not isinstance(written, dict):
                raise ValueError
        except ValueError:
            if line.endswith(b"\n"):
                raise WrongLedger(_broken(name, number)) from None
            break  # torn while writing, never acknowledged: the next run writes over it
        claimed = written.pop("hash", None)
        if written.get("previous") != ledger.last_hash or claimed != _hash(written):
            raise WrongLedger(_broken(name, number))
        try:
            as_of = date.fromisoformat(written["as_of"])
            entries = tuple(entry_of(one, as_of) for one in written["movements"])
            ledger.recordings.append(Recording(written["recorded_by"], written["recorded_at"], as_of, entries))
            ledger.add(entries)
        except (KeyError, TypeError, ValueError):
            raise WrongLedger(_broken(name, number)) from None
        ledger.last_hash = claimed
        ledger.length += len(line)
    return ledger


def append(path: Path, ledger: Ledger, run: Run, entries: list[Entry]) -> None:
    """Record a run's movements at the end of the file; nothing is written when nothing moved.

    Raises ``WrongLedger`` where the file has changed since it was read, so that two runs never pay twice.
    """
    if not entries:
        return
    from filelock import FileLock  # only here: most runs record nothing

    line = line_of(ledger.last_hash, run, entries)
    try:
        with FileLock(path.with_name(path.name + ".lock")):
            now = read_ledger(path)
            if now.last_hash != ledger.last_hash:
                raise WrongLedger(f"{path.name} was changed by another run in the meantime. Run again.")
            _write(path, now.length, line)
    except OSError as error:
        raise WrongLedger(
            f"{path.name} could not be written: {(error.strerror or 'no reason given').lower()}."
        ) from None
    recorded = tuple(replace(entry, as_of=run.as_of) for entry in entries)
    ledger.recordings.append(Recording(run.recorded_by, run.recorded_at, run.as_of, recorded))
    ledger.add(recorded)
    ledger.last_hash = json.loads(line)["hash"]


def _write(path: Path, length: int, line: bytes) -> None:
    """Put a line after the whole lines, over a torn one if there is one, and force it to disk."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.truncate(length)
        file.seek(max(length - 1, 0))
        if file.read(1) not in (b"", b"\n"):  # a whole line that lost only its line end
            line = b"\n" + line
        file.seek(length)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    if os.name == "posix":
        _sync_folder(path)


def line_of(previous: str, run: Run, entries: list[Entry]) -> bytes:
    """The line that records a run's movements after the line with the hash ``previous``, with its line end."""
    written: dict[str, Any] = {
        "previous": previous,
        "recorded_at": run.recorded_at,
        "recorded_by": run.recorded_by,
        "as_of": run.as_of.isoformat(),
        "openlet": run.version,
        "rules": run.rule_set,
        "inputs": [{"name": name, "sha256": sha256} for name, sha256 in run.inputs],
        "movements": [movement_record(entry) for entry in entries],
    }
    written["hash"] = _hash(written)
    return json.dumps(written, ensure_ascii=False).encode() + b"\n"


def movement_record(entry: Entry) -> dict[str, Any]:
    """A movement as a line holds it."""
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


def entry_of(written: dict[str, Any], as_of: date) -> Entry:
    """The movement that a line holds. Raises ``KeyError``, ``TypeError``, ``ValueError``."""
    day = date.fromisoformat(written["LearnStartDate"])
    if type(written["pence"]) is not int:
        raise ValueError
    return Entry(**{**written, "LearnStartDate": day, "as_of": as_of})


def _hash(written: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(written, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise WrongLedger(f"{path.name} could not be opened: {(error.strerror or '').lower()}.") from None


def _sync_folder(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _broken(name: str, number: int) -> str:
    return (
        f"{name}, line {number}: the ledger was changed or damaged there, so it cannot be relied on. "
        "Use the copy from your last backup."
    )
