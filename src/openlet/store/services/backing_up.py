"""Backups: whole copies of the database, and of the ledger if there is one, made while others work; the newest stay."""

import os
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.db import connection

from openlet.ilr.writing import ONLY_MY_FILE
from openlet.store.basis import LEDGER
from openlet.store.folder import DATABASE, ONLY_ME
from openlet.store.refusals import NotDone

FOLDER = "backups"
KEPT = 14  # daily ones; older ones make room


def backups(folder: Path) -> list[Path]:
    """The backups of a data folder, newest first."""
    return sorted((folder / FOLDER).glob("openlet-*.sqlite3"), reverse=True)


def back_up(folder: Path, made: datetime | None = None) -> Path:
    """Copy the database whole; it has its name only when it is complete. Raises ``NotDone``."""
    made = made or datetime.now()
    place = folder / FOLDER
    wanted = place / f"openlet-{made:%Y%m%d-%H%M%S}.sqlite3"
    part = wanted.with_suffix(".part")
    try:
        place.mkdir(mode=ONLY_ME, exist_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, ONLY_MY_FILE))
        _copy(folder / DATABASE, part)
        _copy_ledger(folder / LEDGER, ledger_of(wanted))
        part.replace(wanted)
        for old in backups(folder)[KEPT:]:
            ledger_of(old).unlink(missing_ok=True)
            old.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):  # what went wrong before says enough
            part.unlink(missing_ok=True)
            ledger_of(wanted).unlink(missing_ok=True)
        why = (getattr(error, "strerror", None) or "the copy could not be made").lower()
        raise NotDone(f"No backup was made in {place}: {why}. Make room, or check the rights of the folder.") from None
    return wanted


def ledger_of(backup: Path) -> Path:
    """Where the ledger stands that was copied with a backup; it is only there if there was one."""
    return backup.with_suffix(".ledger.jsonl")


def _copy_ledger(source: Path, target: Path) -> None:
    """Copy what was paid; a line that is just being written is passed over when the copy is read."""
    if not source.exists():
        return
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, ONLY_MY_FILE), "wb") as file:
        file.write(source.read_bytes())
        file.flush()
        os.fsync(file.fileno())


def daily_backup(folder: Path, made: datetime) -> Path | None:
    """The first backup of a day; None where that day has one, or where the store is not a file of its own."""
    has_one = any(path.name.startswith(f"openlet-{made:%Y%m%d}-") for path in backups(folder))
    if has_one or connection.vendor != "sqlite" or not (folder / DATABASE).exists():
        return None
    return back_up(folder, made)


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as kept, sqlite3.connect(target) as copied:
        kept.backup(copied)
    kept.close()
    copied.close()
    handle = os.open(target, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
