"""What the learners in the store are judged with: contract, day, and what has been paid."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.models import OuterRef, Subquery

from openlet import __version__
from openlet.contracts.reading import WrongContract, contract_of
from openlet.contracts.terms import Contract, Contracts
from openlet.payments.ledger import Ledger, read_ledger
from openlet.reference.held import References
from openlet.reference.loading import FOLDER as REFERENCE_FILES
from openlet.rules import rule_set
from openlet.spec import pack
from openlet.store.judging import Basis
from openlet.store.models import KeptContract, Provider
from openlet.store.return_dates import OwnDates, with_own_dates
from openlet.store.whose import is_team, whose_store

LEDGER = "ledger.jsonl"
STORES = 64  # whose contract, basis and ledger are remembered at once: a team's server has many

Version = tuple[int, datetime]  # of the contract: the key of its row, and when it was kept


def today() -> date:
    """The day of the user's clock."""
    return datetime.now(UTC).astimezone().date()


def working_day(provider: Provider | None) -> date:
    """The day that everything is judged on: the one chosen, else the clock's."""
    return (provider.working_day if provider else None) or today()


def folder() -> Path:
    """The data folder of the open store: on a team's server each provider has one of its own."""
    whose = whose_store()
    return shared_folder() if whose is None else shared_folder() / str(whose)


def shared_folder() -> Path:
    """The data folder of the program: what all providers share lies there, such as reference data."""
    if is_team():
        return Path(settings.OPENLET_FOLDER)
    return Path(str(connections.databases["default"]["NAME"])).parent


@dataclass(frozen=True, slots=True)
class Kept:
    """What of contract and return dates counts now: read once for a page, and once in a transaction that writes."""

    newest: Version | None
    own: OwnDates


def kept_now(provider: Provider | None) -> Kept:
    """The version of the contract that counts, and the closing dates that the provider has entered, in order.

    A version never changes once it is kept, so its text need not be read again.
    """
    if provider is None:
        return Kept(None, ())
    contract = KeptContract.objects.filter(provider=OuterRef("pk")).order_by("-pk")
    rows = list(
        Provider.objects.filter(pk=provider.pk)
        .order_by("return_dates__year", "return_dates__period")
        .values_list(
            Subquery(contract.values("pk")[:1]),
            Subquery(contract.values("when")[:1]),
            *(f"return_dates__{name}" for name in ("year", "period", "closes")),
        )
    )
    if not rows:
        return Kept(None, ())
    own = tuple((year, period, closes) for _, _, year, period, closes in rows if year is not None)
    return Kept(None if rows[0][0] is None else (rows[0][0], rows[0][1]), own)


def kept_contract(provider: Provider | None, kept: Kept | None = None) -> Contract | None:
    """The newest version of the provider's contract, or None. Raises ``WrongContract`` where its files are gone."""
    kept = kept or kept_now(provider)
    return None if kept.newest is None else _contract(folder(), kept.newest, kept.own, pack.generation())


def contract_as_kept(provider: Provider | None, kept: Kept | None = None) -> Contract | None:
    """The same without the provider's own return dates; None too where it cannot be read."""
    newest = (kept or kept_now(provider)).newest
    try:
        return None if newest is None else _contract(folder(), newest, (), pack.generation())
    except WrongContract:
        return None


@lru_cache(maxsize=STORES)
def _contract(place: Path, newest: Version, own: OwnDates, generation: int) -> Contract:
    kept = KeptContract.objects.get(pk=newest[0])
    return with_own_dates(contract_of(kept.text.encode(), place / kept.file_name), own)


def current_basis(provider: Provider | None, kept: Kept | None = None) -> Basis:
    """What the learners of a provider are judged with now. Raises ``WrongContract``, ``WrongLedger``."""
    place = folder()
    kept = kept or kept_now(provider)
    generation, edition = pack.generation(), _edition(shared_folder())
    return _basis(place, kept.newest, kept.own, working_day(provider), _state_of_ledger(place), edition, generation)


@lru_cache(maxsize=STORES)
def _basis(
    place: Path,
    newest: Version | None,
    own: OwnDates,
    as_of: date,
    paid: tuple[int, int] | None,
    edition: str,
    generation: int,
) -> Basis:
    contracts = None if newest is None else Contracts((_contract(place, newest, own, generation),))
    return Basis(contracts, as_of, _ledger(place, paid), _references(shared_folder(), edition), edition)


def _edition(place: Path) -> str:
    """Which reference files and which rule pack are loaded: it changes with each of them."""
    loaded = sorted((place / REFERENCE_FILES).glob("*.sqlite3"))
    files = [f"{path.name} {path.stat().st_mtime_ns}" for path in loaded]
    return " ".join([*files, pack.label()] if pack.label() else files)


@lru_cache(maxsize=2)
def _references(place: Path, edition: str) -> References:
    return References(place)


def kept_ledger() -> Ledger:
    """What has been paid, as recorded in the data folder. Raises ``WrongLedger``."""
    place = folder()
    return _ledger(place, _state_of_ledger(place))


def _state_of_ledger(place: Path) -> tuple[int, int] | None:
    """When the ledger was written and how long it is, None where there is none."""
    try:
        state = (place / LEDGER).stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=STORES)
def _ledger(place: Path, state: tuple[int, int] | None) -> Ledger:
    return Ledger() if state is None else read_ledger(place / LEDGER)


def mark_of(basis: Basis) -> str:
    """A mark that changes whenever learners would have to be judged again."""
    contracts = [one.sha256 for one in basis.contracts.all] if basis.contracts else []
    said = [__version__, rule_set(), basis.as_of.isoformat(), basis.ledger.last_hash, basis.edition, *contracts]
    return hashlib.sha256(" ".join(said).encode()).hexdigest()
