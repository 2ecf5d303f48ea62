"""Contract files that are brought in and taken out: one or many, with the files that they name, or in a ZIP."""

import base64
import io
import json
import secrets
import time
import tomllib
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from openlet.authority.contracts import Proposed, file_name, files_of, newest_of, tried
from openlet.authority.folder import authority_folder
from openlet.authority.models import ContractVersion
from openlet.contracts.reading import REFERENCE_KEYS, WrongContract
from openlet.contracts.terms import Contract
from openlet.ilr.opening import ZIP_MARKS
from openlet.store.refusals import NotDone

MEGABYTE = 2**20
LARGEST, LARGEST_TOGETHER, MOST = 10 * MEGABYTE, 50 * MEGABYTE, 2_000  # bytes of a file, of all of them; files
WAITING, A_DAY = "contracts-sent", 86_400  # seconds that what was sent waits to be confirmed
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the time of every file in a ZIP, so that the same contracts are the same bytes


@dataclass(frozen=True, slots=True)
class Arrived:
    """A contract file that was sent in: what it says, or (``trouble``) in one sentence why it cannot be used."""

    name: str
    proposed: Proposed
    contract: Contract | None
    trouble: str = ""


def arrived(files: Iterable[tuple[str, bytes]]) -> list[Arrived]:
    """The contract files among some files, each with the files that it names, which lie in the same folder.

    A file that a contract names and that was not sent is taken from its newest version. Raises ``NotDone``.
    """
    found = _unpacked(files)
    tables = {name: _table(content) for name, content in found.items() if name.lower().endswith(".toml")}
    read = [_arrived(name, table, found) for name, table in sorted(tables.items()) if table is None or _is_one(table)]
    if not read:
        raise NotDone("No contract file is among what was sent. Send files ending in .toml, or a ZIP of them.")
    return read


def _table(content: bytes) -> dict[str, object] | None:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _is_one(table: Mapping[str, object]) -> bool:
    """A contract, not a calendar that a contract names."""
    return "return" not in table


def _arrived(name: str, table: Mapping[str, object] | None, found: Mapping[str, bytes]) -> Arrived:
    try:
        text = found[name].decode()
    except UnicodeDecodeError:
        return Arrived(name, Proposed(""), None, f"{name} is not UTF-8 text: save it as UTF-8.")
    proposed = Proposed(text, _beside(name, table or {}, found))
    try:
        return Arrived(name, proposed, tried(proposed, PurePosixPath(name).name))
    except (WrongContract, NotDone) as error:
        return Arrived(name, proposed, None, str(error))


def _beside(name: str, table: Mapping[str, object], found: Mapping[str, bytes]) -> dict[str, bytes]:
    reference, own = table.get("reference", {}), table.get("contract", {})
    named = [reference.get(key) for key in REFERENCE_KEYS] if isinstance(reference, dict) else []
    wanted = [one for one in named if isinstance(one, str) and one]
    kept: dict[str, bytes] = {}
    if wanted and isinstance(own, dict) and isinstance(own.get("ukprn"), int):
        newest = newest_of(own["ukprn"], str(own.get("id")))
        kept = files_of(newest) if newest else {}
    sent = {one: found.get(str(PurePosixPath(name).parent / one)) for one in wanted}
    both = {one: content if content is not None else kept.get(one) for one, content in sent.items()}
    return {one: content for one, content in both.items() if content is not None}


def _unpacked(files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = LARGEST_TOGETHER
    for name, content in files:
        for inner, held in _members(name, content) if content[:4] in ZIP_MARKS else [(name, content)]:
            left -= len(held)
            if left < 0 or len(found) >= MOST or len(held) > LARGEST:
                raise NotDone(
                    f"What was sent is too much to be contracts: {MOST:,} files, {LARGEST // MEGABYTE} MB for one and "
                    f"{LARGEST_TOGETHER // MEGABYTE} MB for all are the most. Send it in parts."
                )
            found[inner] = held
    return found


def _members(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    with archive.open(member) as opened:
                        yield member.filename, opened.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise NotDone(f"{name} is not a ZIP that can be read. Make it again, without a password.") from None


def as_zip(versions: Iterable[ContractVersion]) -> bytes:
    """Versions as a ZIP: of each a folder with the contract file as it was brought in, and the files that it names."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for version in versions:
            own = file_name(version)
            for name, content in {own: version.text.encode(), **files_of(version)}.items():
                info = zipfile.ZipInfo(f"{own.removesuffix('.toml')}/{name}", EARLIEST)
                archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


# What was sent waits until somebody has looked at it and adds it.


def keep_waiting(proposed: Sequence[Proposed]) -> str:
    """Keep contract files that were sent until they are added; the name by which they are found again."""
    folder = authority_folder(WAITING)
    for old in folder.glob("*.json"):
        if time.time() - old.stat().st_mtime > A_DAY:
            old.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    said = [
        {"text": one.text, "files": {name: base64.b64encode(held).decode() for name, held in one.files.items()}}
        for one in proposed
    ]
    place = folder / f"{token}.json"
    place.touch(0o600)
    place.write_text(json.dumps(said), encoding="utf-8")
    return token


def waiting(token: str) -> list[Proposed]:
    """What waits under a name. Raises ``NotDone``."""
    place = authority_folder(WAITING) / f"{token}.json"
    if not token.isalnum() or not place.is_file():
        raise NotDone("What was sent is not kept any more, or was added already. Send the files again.")
    return [
        Proposed(one["text"], {name: base64.b64decode(held) for name, held in one["files"].items()})
        for one in json.loads(place.read_text(encoding="utf-8"))
    ]


def forget(token: str) -> None:
    """Forget what waits under a name."""
    (authority_folder(WAITING) / f"{token}.json").unlink(missing_ok=True)
