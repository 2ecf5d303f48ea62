"""The folder of a run over many files: what has been done so far, so that a run that was stopped goes on from there.

``openlet-run.json`` says what the run is about: its kind, day, contracts, rule set, and every input with its SHA-256. A
result appears under its name only when it is whole and on disk, so whatever is there counts as done. The folder holds
learner data: only its owner may look into it.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openlet.ilr.opening import Unreadable
from openlet.rules import rule_set
from openlet.scale.inputs import MANIFEST

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = "openlet-run.lock"
SECOND = "stage-two"
ONLY_MINE = 0o700
STALE = 14  # days after which a folder that nobody chose and nobody went on with is removed
CORE_OF_A_NAME = 16  # letters of the hash that names a folder


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of one run. ``is_named``: the user chose it, so it stays when the run is over."""

    path: Path
    is_named: bool

    def has(self, name: str) -> bool:
        """Whether a result is there, whole."""
        return (self.path / name).exists()

    def keep(self, name: str, write: Callable[[Path], None]) -> None:
        """Have a result written under another name, and give it its own when it is whole and on disk."""
        write(self.part(name))
        self.keep_written(name)

    def part(self, name: str) -> Path:
        """Where a result is written before it has its own name."""
        return self.path / f"{name}.part"

    def keep_written(self, name: str) -> None:
        """Give a result that has been written its own name, when it is on disk."""
        part = self.part(name)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(self.path / name)

    def keep_json(self, name: str, said: Any) -> None:
        """The same for something said as JSON."""
        self.keep(name, lambda part: _write_text(part, json.dumps(said)))

    def json(self, name: str) -> Any:
        """What was kept as JSON."""
        return json.loads((self.path / name).read_text(encoding="utf-8"))

    def second(self) -> "RunFolder":
        """The folder of stage two, empty: what is in it is of no use to another run."""
        folder = self.path / SECOND
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=ONLY_MINE)
        return RunFolder(folder, is_named=False)

    def finish(self) -> None:
        """Remove a folder that the user did not choose; one that was chosen keeps its Parquet and can be looked at."""
        shutil.rmtree(self.path / SECOND, ignore_errors=True)
        if not self.is_named:
            shutil.rmtree(self.path, ignore_errors=True)


def open_run(named: Path | None, usual: Path, about: dict[str, Any]) -> tuple[RunFolder, bool]:
    """The folder of a run, and whether part of it was done before.

    ``named`` is the user's; otherwise a folder of its own below ``usual``, called by what the run is about, so that the
    same run, started again, finds what it had done. Other runs there that nobody went on with are removed. Raises
    ``Unreadable``.
    """
    text = json.dumps(about, sort_keys=True)
    path = named or usual / hashlib.sha256(text.encode()).hexdigest()[:CORE_OF_A_NAME]
    run = RunFolder(path, named is not None)
    remove_stale(usual, datetime.now(), but=path)
    try:
        if run.has(MANIFEST):
            return _go_on(run, about)
        if path.exists() and any(path.iterdir()):
            raise Unreadable(f"{path} holds other things. Name a new or an empty folder with --work.")
        path.mkdir(parents=True, exist_ok=True, mode=ONLY_MINE)
        path.chmod(ONLY_MINE)
        run.keep_json(MANIFEST, about)
    except OSError as error:
        why = (error.strerror or "no reason given").lower()
        raise Unreadable(f"{path} could not be written: {why}. Name another folder with --work.") from None
    return run, False


def refuse_other_rules(run: RunFolder) -> None:
    """Refuse what was worked out while, on a server, the rule pack was changed. Raises ``Unreadable``."""
    said = run.json(MANIFEST).get("rules") if run.has(MANIFEST) else None
    if said is not None and said != rule_set():
        raise Unreadable(
            f"The rules were changed while the run was under way, from {said} to {rule_set()}, so nothing of it "
            "counts. Run again."
        )


def remove_stale(usual: Path, now: datetime, but: Path | None = None) -> None:
    """Remove the runs below a folder in which nothing has been done for ``STALE`` days, unless one is held."""
    for path in sorted(usual.iterdir()) if usual.is_dir() else []:
        if path != but and (path / MANIFEST).exists() and _last_done(path) < now - timedelta(days=STALE):
            run = RunFolder(path, is_named=False)
            with suppress(Unreadable, OSError), hold(run):
                run.finish()


def _last_done(path: Path) -> datetime:
    """When something was last done in the folder of a run: whatever is kept there changes the folder itself."""
    return datetime.fromtimestamp(path.stat().st_mtime)


def hold(run: RunFolder) -> "BaseFileLock":
    """Hold the folder for this run alone, as long as what is given back is there. Raises ``Unreadable``."""
    from filelock import FileLock, Timeout  # only here: a run over few files holds none

    lock = FileLock(run.path / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Unreadable(f"Another run is working in {run.path}. Wait for its end, or name another folder.") from None
    return lock


def _go_on(run: RunFolder, about: dict[str, Any]) -> tuple[RunFolder, bool]:
    before = run.json(MANIFEST)
    if before != about:
        raise Unreadable(
            f"{run.path} holds another run: {_difference(before, about)}. Name a new folder with --work, or remove it."
        )
    return run, True


def _difference(before: dict[str, Any], about: dict[str, Any]) -> str:
    """What is not the same, in words."""
    if before.get("files") != about["files"]:
        old, new = ({tuple(one) for one in said.get("files", [])} for said in (before, about))
        changed = sorted(name for name, _ in old ^ new)
        return f"its files are not these ({changed[0]}{' and others' if len(changed) > 1 else ''})"
    other = next((name for name in about if before.get(name) != about[name]), "its kind")
    return f"its {WORDS.get(other, other)} differs"


WORDS = {
    "postcodes": "postcode directory",
    "reference": "loaded reference data",
    "as_of": "day",
    "contracts": "contract",
    "openlet": "OpenLET",
    "rules": "rule set",
    "kind": "command",
}


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
