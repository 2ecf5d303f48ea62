"""The keys that are trusted and the pack in force, in the folder ``packs`` of a data folder.

Each pack that was loaded lies there under its SHA-256; ``in-force.json`` says which one counts and what the highest
number ever loaded was, ``trusted.json`` which keys may sign. A pack is held against its signature whenever it is taken
up. Loading is one step: a program that is killed meanwhile leaves the earlier pack in force.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock

from openlet.packs.checking import refuse_wrong_tables
from openlet.packs.signed import GROUPS, Pack, WrongPack, opened
from openlet.spec import pack as spec

FOLDER, STATE, TRUSTED = "packs", "in-force.json", "trusted.json"
ONLY_ME, ONLY_MY_FILE = 0o700, 0o600
LOCK_SECONDS = 30
OFF = "take it off: openlet pack off"


@dataclass(frozen=True, slots=True)
class Trusted:
    """A key that may sign: its fingerprint, whose it is, and who said so when."""

    fingerprint: str
    whose: str
    by: str
    when: str


_seen: dict[Path, tuple[int, int] | None] = {}


def take_up(data: Path) -> None:
    """Use the pack that a data folder has in force, or none. Raises ``WrongPack`` where it is not the one loaded."""
    state = _state_of_file(data)
    found = in_force(data)
    if found is not None or spec.in_force().path is not None:
        spec.use(None if found is None else _place(data, found.sha256))
    _seen.clear()
    _seen[data] = state


def refresh(data: Path) -> None:
    """The same where another process has changed what is in force since; costs next to nothing where none has."""
    if _seen.get(data, ()) != _state_of_file(data):
        take_up(data)


def in_force(data: Path) -> Pack | None:
    """The pack that a data folder has in force, held against its signature anew. Raises ``WrongPack``."""
    sha256 = _said(data).get("sha256")
    if sha256 is None:
        return None
    try:
        found = opened(_place(data, str(sha256)).read_bytes())
    except (OSError, WrongPack):
        found = None
    if found is None or found.sha256 != sha256:
        raise WrongPack(f"The rule pack in force is not the one that was loaded. Load it again, or {OFF}")
    if found.key not in {one.fingerprint for one in trusted(data)}:
        raise WrongPack(f"The key of the rule pack in force is not trusted any more. Trust it again, or {OFF}")
    return found


def load(data: Path, content: bytes, today: date, older: bool = False) -> Pack:
    """Check a pack and put it in force. ``older`` takes one with a lower number too. Raises ``WrongPack``."""
    found = opened(content)
    with _alone(data):
        _refuse_stranger(data, found)
        _refuse_day(found, today)
        _refuse_number(data, found, older)
        refuse_wrong_tables(found.parts, content)
        _keep(_place(data, found.sha256), content)
        _say(data, found.sha256, max(found.number, _highest(data)))
    take_up(data)
    return found


def take_off(data: Path) -> bool:
    """Go by the program's own tables again; False where no pack was in force."""
    with _alone(data):
        try:
            was, highest = _said(data).get("sha256") is not None, _highest(data)
        except WrongPack:  # what is damaged can be taken off too
            was, highest = True, 0
        if was:
            _say(data, None, highest)
    take_up(data)
    return was


def trusted(data: Path) -> list[Trusted]:
    """The keys that may sign."""
    try:
        found = json.loads((data / FOLDER / TRUSTED).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        raise WrongPack(f"{data / FOLDER / TRUSTED} is damaged. Remove it, then trust the key again.") from None
    return [Trusted(**one) for one in found]


def trust(data: Path, typed: str, whose: str, by: str, when: str) -> str:
    """Trust the key with a fingerprint, which was told by another way than the pack; as it is kept.

    Raises ``WrongPack`` where it is no fingerprint.
    """
    signs = re.sub(r"[\s:-]", "", typed).upper()
    if not re.fullmatch(f"[0-9A-F]{{{4 * GROUPS}}}", signs):
        raise WrongPack(
            f"A fingerprint has {GROUPS} groups of four signs, 0 to 9 and A to F. Enter all of what the authority told."
        )
    fingerprint = " ".join(signs[4 * group : 4 * group + 4] for group in range(GROUPS))
    with _alone(data):
        others = [one for one in trusted(data) if one.fingerprint != fingerprint]
        _keep_trusted(data, [*others, Trusted(fingerprint, whose.strip()[:100], by, when)])
    return fingerprint


def distrust(data: Path, fingerprint: str) -> None:
    """Trust a key no more. Raises ``WrongPack`` where the pack in force is signed with it, or it was not trusted."""
    with _alone(data):
        others = [one for one in trusted(data) if one.fingerprint != fingerprint]
        if len(others) == len(trusted(data)):
            raise WrongPack(f"{fingerprint[:60]} is not among the keys that are trusted.")
        found = in_force(data)
        if found is not None and found.key == fingerprint:
            raise WrongPack("The rule pack in force is signed with that key. Take the pack off first.")
        _keep_trusted(data, others)


def _refuse_stranger(data: Path, found: Pack) -> None:
    if found.key not in {one.fingerprint for one in trusted(data)}:
        raise WrongPack(
            f"The rule pack is signed with the key {found.key}, which is not trusted here. Ask the authority, by "
            "telephone or another way than this file, what its key is; if it is this one, trust it, then load the pack "
            "again."
        )


def _refuse_day(found: Pack, today: date) -> None:
    if found.valid_from > today:
        raise WrongPack(
            f"Rule pack no. {found.number} is valid from {found.valid_from}, which is not yet. Load it on that day."
        )


def _refuse_number(data: Path, found: Pack, older: bool) -> None:
    if _said(data).get("sha256") == found.sha256:
        if _is_whole(data):
            raise WrongPack(f"Rule pack no. {found.number} is in force already. Nothing was changed.")
        return  # it was damaged on the disk since, and is loaded again
    if found.number <= _highest(data) and not older:
        raise WrongPack(
            f"Rule pack no. {found.number} is not newer than no. {_highest(data)}, which was loaded here. If the "
            "authority wants the older one to count again, say that you mean it (--older)."
        )


def _is_whole(data: Path) -> bool:
    try:
        return in_force(data) is not None
    except WrongPack:
        return False


def _highest(data: Path) -> int:
    return int(_said(data).get("highest", 0))


def _said(data: Path) -> dict[str, Any]:
    try:
        found = json.loads((data / FOLDER / STATE).read_text(encoding="utf-8"))
        if isinstance(found, dict) and found.keys() == {"sha256", "highest"}:
            return found
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        pass
    raise WrongPack(f"{data / FOLDER / STATE} is damaged, so it is not known which rule pack is in force: {OFF}")


def _say(data: Path, sha256: str | None, highest: int) -> None:
    _keep(data / FOLDER / STATE, json.dumps({"sha256": sha256, "highest": highest}).encode())


def _keep_trusted(data: Path, keys: list[Trusted]) -> None:
    _keep(data / FOLDER / TRUSTED, json.dumps([asdict(one) for one in keys], indent=1).encode())


def _keep(place: Path, content: bytes) -> None:
    part = place.with_name(place.name + ".part")
    with open(part, "wb", opener=lambda path, flags: os.open(path, flags, ONLY_MY_FILE)) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(place)


def _place(data: Path, sha256: str) -> Path:
    return data / FOLDER / f"{sha256}.json"


def _state_of_file(data: Path) -> tuple[int, int] | None:
    try:
        state = (data / FOLDER / STATE).stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_ino


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """One at a time changes what is kept. Raises ``WrongPack`` where the folder cannot be written."""
    try:
        (data / FOLDER).mkdir(mode=ONLY_ME, parents=True, exist_ok=True)
        with FileLock(data / FOLDER / "lock", timeout=LOCK_SECONDS):
            yield
    except OSError as error:
        why = (error.strerror or "no reason given").lower()
        raise WrongPack(f"{data / FOLDER} could not be written: {why}. Nothing was changed.") from None
