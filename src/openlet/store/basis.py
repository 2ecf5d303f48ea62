"""What the learners in the store are judged with: contract, day, and what has been paid."""

import hashlib
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connections

from openlet import __version__
from openlet.contracts.reading import contract_of
from openlet.contracts.terms import Contract, Contracts
from openlet.payments.ledger import Ledger, read_ledger
from openlet.reference.held import References
from openlet.reference.loading import FOLDER as REFERENCE_FILES
from openlet.rules import RULE_SET
from openlet.store.judging import Basis
from openlet.store.models import KeptContract, Provider

LEDGER = "ledger.jsonl"


def today() -> date:
    """The day of the user's clock."""
    return datetime.now(UTC).astimezone().date()


def working_day(provider: Provider | None) -> date:
    """The day that everything is judged on: the one chosen, else the clock's."""
    return (provider.working_day if provider else None) or today()


def folder() -> Path:
    """The data folder of the open store."""
    assert settings.configured
    return Path(str(connections.databases["default"]["NAME"])).parent


def kept_contract(provider: Provider | None) -> Contract | None:
    """The newest version of the provider's contract, or None. Raises ``WrongContract`` where its files are gone."""
    kept = KeptContract.objects.filter(provider=provider).order_by("-pk").first() if provider else None
    return _contract(kept.pk, kept.text, folder() / kept.file_name) if kept else None


@lru_cache(maxsize=4)
def _contract(key: int, text: str, path: Path) -> Contract:
    return contract_of(text.encode(), path)


def current_basis(provider: Provider | None) -> Basis:
    """What the learners of a provider are judged with now. Raises ``WrongContract``, ``WrongLedger``."""
    contract = kept_contract(provider)
    contracts = Contracts((contract,)) if contract else None
    edition = _edition(folder())
    return Basis(contracts, working_day(provider), kept_ledger(), _references(folder(), edition), edition)


def _edition(place: Path) -> str:
    """Which reference files are loaded: it changes with each of them."""
    loaded = sorted((place / REFERENCE_FILES).glob("*.sqlite3"))
    return " ".join(f"{path.name} {path.stat().st_mtime_ns}" for path in loaded)


@lru_cache(maxsize=2)
def _references(place: Path, edition: str) -> References:
    return References(place)


def kept_ledger() -> Ledger:
    """What has been paid, as recorded in the data folder. Raises ``WrongLedger``."""
    path = folder() / LEDGER
    try:
        state = path.stat()
    except OSError:
        return Ledger()
    return _ledger(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)
def _ledger(path: Path, changed: int, size: int) -> Ledger:
    return read_ledger(path)


def mark_of(basis: Basis) -> str:
    """A mark that changes whenever learners would have to be judged again."""
    contracts = [one.sha256 for one in basis.contracts.all] if basis.contracts else []
    said = [__version__, RULE_SET, basis.as_of.isoformat(), basis.ledger.last_hash, basis.edition, *contracts]
    return hashlib.sha256(" ".join(said).encode()).hexdigest()
