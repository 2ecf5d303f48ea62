"""Contracts as the authority keeps them: versions with the day from which they count.

A version is the text of a contract file and, under their SHA-256, the files that it names. Versions are only added to;
one that contradicts what another provider's contract says on any day is refused, as ``read_contracts`` would refuse it.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from django.db import connection

from openlet.authority.folder import authority_folder
from openlet.authority.models import ContractVersion
from openlet.contracts.in_words import Change, changes, day
from openlet.contracts.reading import WrongContract, contract_of, hold_together
from openlet.contracts.terms import Contract
from openlet.spec import pack
from openlet.spec.years import Year
from openlet.store.folder import ONLY_ME
from openlet.store.refusals import NotDone
from openlet.store.services.editing import whole
from openlet.team.log import DECIDED, note

FILES = "contract-files"
PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
NOTE, LONGEST_ID = 300, 100  # characters of a note, and of a contract's reference
AT_HAND = 1024  # contracts that are kept read


@dataclass(frozen=True, slots=True)
class Proposed:
    """A contract file that is to become a version, with the files that it names by their names."""

    text: str
    files: Mapping[str, bytes] = field(default_factory=dict)


def in_force(on: date) -> list[ContractVersion]:
    """The version of each contract that counts on a day, in order of UKPRN and contract."""
    return _in_force(ContractVersion.objects.all(), on)


def _in_force(versions: Iterable[ContractVersion], on: date) -> list[ContractVersion]:
    counting = sorted((one for one in versions if one.counts_from <= on), key=_order)
    newest = {(one.UKPRN, one.contract): one for one in counting}
    return [newest[place] for place in sorted(newest)]


def _order(version: ContractVersion) -> tuple[date, int]:
    return version.counts_from, version.number


def of_provider(UKPRN: int, on: date) -> ContractVersion | None:
    """The version that counts for a provider on a day; of contracts of several waves that which began last."""
    return _latest_wave(one for one in in_force(on) if one.UKPRN == UKPRN)


def versions_of(version: ContractVersion) -> list[ContractVersion]:
    """All versions of the same contract, the newest first."""
    found = ContractVersion.objects.filter(UKPRN=version.UKPRN, contract=version.contract)
    return list(found.order_by("-number"))


def read(version: ContractVersion) -> Contract:
    """The terms of a version. Raises ``WrongContract`` where a file that it names is gone."""
    return _read(version.text, file_name(version), tuple(sorted(version.files.items())), pack.generation())


def for_year(counting: Iterable[ContractVersion], year: Year) -> ContractVersion | None:
    """Of a provider's contracts that count, the one for a return of a year: whose wave falls into it, the latest."""
    listed = list(counting)
    fit = [one for one in listed if read(one).wave_from <= year.last_day and read(one).wave_to >= year.first_day]
    return _latest_wave(fit or listed)


def _latest_wave(versions: Iterable[ContractVersion]) -> ContractVersion | None:
    return max(versions, key=lambda one: (read(one).wave_from, *_order(one)), default=None)


@lru_cache(maxsize=AT_HAND)
def _read(text: str, name: str, files: tuple[tuple[str, str], ...], generation: int) -> Contract:
    return contract_of(text.encode(), _folder_of(files) / name)


def file_name(version: ContractVersion) -> str:
    """What the file of a version is called: UKPRN and contract, without signs that file systems refuse."""
    return f"{version.UKPRN}-{PLAIN.sub('-', version.contract)}.toml"


def folder_of(version: ContractVersion) -> Path:
    """Where the files that a version names lie beside each other, not the contract file itself."""
    return _folder_of(version.files.items())


def files_of(version: ContractVersion) -> dict[str, bytes]:
    """The contents of the files that a version names, by name."""
    folder = folder_of(version)
    return {name: (folder / name).read_bytes() for name in version.files}


def lay_out(version: ContractVersion, folder: Path) -> Path:
    """Write the contract file of a version into a folder, the files that it names beside it; where it lies.

    A folder for each: several contracts may name different files by the same name.
    """
    for name, content in files_of(version).items():
        (folder / name).write_bytes(content)
    place = folder / file_name(version)
    place.write_bytes(version.text.encode())
    return place


def tried(proposed: Proposed, name: str) -> Contract:
    """The terms of a contract file that is not kept yet. Raises ``WrongContract``."""
    return contract_of(proposed.text.encode(), _kept_together(proposed.files) / name)


def newest_of(UKPRN: int, contract: str) -> ContractVersion | None:
    """The version of a contract that was added last."""
    found = ContractVersion.objects.filter(UKPRN=UKPRN, contract=contract).order_by("-number")
    newest: ContractVersion | None = found.first()
    return newest


def differences(proposed: Proposed, contract: Contract) -> list[Change] | None:
    """What a contract file would change of its newest version; None where there is none."""
    newest = newest_of(contract.ukprn, contract.id)
    return None if newest is None else changes(read(newest), contract)


@whole
def add_versions(proposed: Sequence[Proposed], counts_from: date, said: str, by: str) -> list[ContractVersion]:
    """Add contract files as versions that count from a day, all of them or none; what is kept already is left out.

    Raises ``NotDone`` where one cannot be read, or contradicts another that counts on the same day.
    """
    with connection.cursor() as cursor:  # two people at once would both be version 3, or contradict each other unseen
        cursor.execute(f"LOCK TABLE {ContractVersion._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    made = [version for one in proposed if (version := _version(one, counts_from, said, by)) is not None]
    named = [(version.UKPRN, version.contract) for version in made]
    for UKPRN, contract in named:
        if named.count((UKPRN, contract)) > 1:
            raise NotDone(f"Contract {contract} of UKPRN {UKPRN} was given twice. Give each contract once.")
    _refuse_contradictions(made, counts_from)
    for version in made:
        version.save(force_insert=True)
        about = f"contract {version.contract}, version {version.number}, counts from {version.counts_from}"
        note(DECIDED, by, version.UKPRN, "contract", about)
    return made


def _version(proposed: Proposed, counts_from: date, said: str, by: str) -> ContractVersion | None:
    try:
        contract = tried(proposed, "contract.toml")
    except WrongContract as error:
        raise NotDone(str(error)) from None
    if len(contract.id) > LONGEST_ID:
        raise NotDone(f"The reference {contract.id[:20]}… is too long. Give the contract one of {LONGEST_ID} signs.")
    newest = newest_of(contract.ukprn, contract.id)
    files = _digests(proposed.files)
    if newest and (newest.text, newest.files, newest.counts_from) == (proposed.text, files, counts_from):
        return None
    return ContractVersion(
        UKPRN=contract.ukprn,
        contract=contract.id,
        number=newest.number + 1 if newest else 1,
        counts_from=counts_from,
        text=proposed.text,
        sha256=hashlib.sha256(proposed.text.encode()).hexdigest(),
        files=files,
        note=said.strip()[:NOTE],
        by=by[:150],
        made_at=datetime.now(UTC),
    )


def _refuse_contradictions(made: Sequence[ContractVersion], counts_from: date) -> None:
    """Hold what is to be added against all else, on each day from then on when another version begins to count."""
    kept = list(ContractVersion.objects.all())
    later = {one.counts_from for one in kept if one.counts_from > counts_from}
    for on in sorted({counts_from, *later}):
        counting = _in_force([*kept, *made], on)
        for version in counting:
            if version in made:
                _hold_against(version, [one for one in counting if one is not version], on)


def _hold_against(version: ContractVersion, others: Iterable[ContractVersion], on: date) -> None:
    contract = read(version)
    for one in others:
        try:
            other = read(one)
            if (other.wave_from, other.wave_to) == (contract.wave_from, contract.wave_to):  # each wave is run by itself
                hold_together(other, contract)
        except WrongContract as error:
            raise NotDone(f"Nothing was added. On {day(on)}: {error}") from None


# The files that contracts name: a folder for each set of them, which never changes.


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def _folder_of(files: Iterable[tuple[str, str]]) -> Path:
    said = "\n".join(f"{digest} {name}" for name, digest in sorted(files))
    return authority_folder(FILES) / hashlib.sha256(said.encode()).hexdigest()


def _kept_together(files: Mapping[str, bytes]) -> Path:
    """The folder in which these files lie beside each other; it appears when it is whole."""
    place = _folder_of(_digests(files).items())
    if place.is_dir():
        return place
    part = place.with_name(f"part-{secrets.token_hex(8)}")
    part.mkdir(mode=ONLY_ME)
    for name, content in files.items():
        if Path(name).name != name or name in (".", ".."):
            raise NotDone(f"{name} is no plain name of a file. Name the file without its folder.")
        with open(part / name, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    try:
        part.rename(place)
    except OSError:
        if not place.is_dir():
            raise
    return place
