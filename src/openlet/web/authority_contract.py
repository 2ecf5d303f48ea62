"""The authority's version of a provider's contract, on a team's server: whether there is a newer one, and taking it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from openlet.contracts.reading import WrongContract
from openlet.store.basis import folder, today
from openlet.store.folder import ONLY_ME
from openlet.store.models import KeptContract, Provider
from openlet.store.refusals import NotDone
from openlet.store.services import keep_contract
from openlet.store.whose import is_team

if TYPE_CHECKING:
    from openlet.authority.models import ContractVersion

FOLDER = "from-the-authority"  # in the provider's data folder: a version with the files that it names


@dataclass(frozen=True, slots=True)
class Offer:
    """The authority's version that counts today. ``is_taken``: the provider goes by it already; ``is_newer``: it goes
    by an earlier one of the authority's, or by none."""

    contract: str
    number: int
    counts_from: date
    note: str
    is_taken: bool
    is_newer: bool


def offered(provider: Provider) -> Offer | None:
    """What the authority has for a provider today; None on one's own machine, and where it has nothing."""
    found = _found(provider)
    if found is None:
        return None
    kept = KeptContract.objects.filter(provider=provider).order_by("-pk").first()
    is_taken = kept is not None and (kept.version, kept.file_name) == (found.number, _name(found))
    is_newer = not is_taken and (kept is None or kept.version is not None)
    return Offer(found.contract, found.number, found.counts_from, found.note, is_taken, is_newer)


def take(provider: Provider, who: str) -> None:
    """Go by the authority's version from now on. Raises ``NotDone``, ``WrongContract``."""
    from openlet.authority.contracts import lay_out

    found = _found(provider)
    if found is None:
        raise NotDone("The authority has no contract for this provider that counts today. Nothing was changed.")
    place = (folder() / _name(found)).parent
    place.mkdir(mode=ONLY_ME, parents=True, exist_ok=True)
    lay_out(found, place)
    keep_contract(provider, _name(found), found.text.encode(), who, found.number)


def _found(provider: Provider) -> "ContractVersion | None":
    if not is_team():
        return None
    from openlet.authority.contracts import of_provider

    try:
        return of_provider(provider.UKPRN, today())
    except WrongContract:
        return None


def _name(version: Any) -> str:
    """Where a version lies in the provider's data folder."""
    from openlet.authority.contracts import file_name

    return f"{FOLDER}/{version.sha256[:16]}-{version.pk}/{file_name(version)}"
