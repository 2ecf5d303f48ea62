"""Whose store this is, and the returns (ILR years) that it holds."""

from datetime import date
from pathlib import Path

from openlet.contracts.reading import contract_of
from openlet.contracts.terms import Contract
from openlet.spec.years import Year
from openlet.store.basis import folder
from openlet.store.models import KeptContract, Provider, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services.editing import now_utc, whole


@whole
def set_provider(UKPRN: int, name: str = "") -> Provider:
    """Say whose store this is. Raises ``NotDone`` where it is another provider's already."""
    known = refuse_other_provider(UKPRN)
    if known is None:
        known = Provider.objects.create(UKPRN=UKPRN, name=name)
    elif name and known.name != name:
        known.name = name
        known.save()
    return known


def refuse_other_provider(UKPRN: int) -> Provider | None:
    """The provider whose store this is, None where nobody's yet. Raises ``NotDone`` where it is another's."""
    known: Provider | None = Provider.objects.first()
    if known is not None and known.UKPRN != UKPRN:
        raise NotDone(
            f"This store belongs to UKPRN {known.UKPRN}, not to {UKPRN}. Use another data folder for that provider."
        )
    return known


@whole
def begin_year(UKPRN: int, year: Year) -> ReturnYear:
    """The return of a year, begun if it is new."""
    begun: ReturnYear = ReturnYear.objects.get_or_create(provider=set_provider(UKPRN), year=year.code)[0]
    return begun


@whole
def set_working_day(provider: Provider, day: date | None) -> None:
    """Choose the day that everything is judged on; None: the clock's day."""
    Provider.objects.filter(pk=provider.pk).update(working_day=day)


@whole
def keep_contract(provider: Provider, file_name: str, content: bytes, who: str, version: int | None = None) -> Contract:
    """Keep a contract file as the one that counts; earlier ones stay. Raises ``WrongContract``, ``NotDone``.

    ``version``: the number of the authority's version that it is, which lies at ``file_name`` in the data folder.
    """
    name = Path(file_name).name if version is None else file_name
    contract = contract_of(content, folder() / name)
    if contract.ukprn != provider.UKPRN:
        raise NotDone(
            f"The contract is that of UKPRN {contract.ukprn}, but this store belongs to {provider.UKPRN}. Nothing was "
            "changed: choose the contract of this provider."
        )
    text = content.decode("utf-8-sig")
    newest = KeptContract.objects.filter(provider=provider).order_by("-pk").first()
    if newest is None or (newest.text, newest.version) != (text, version):
        KeptContract.objects.create(
            provider=provider, file_name=name, text=text, who=who, when=now_utc(), version=version
        )
    return contract


def kept_year(wanted: Year | None) -> ReturnYear:
    """The year asked for, else the newest one kept. Raises ``NotDone``."""
    kept = ReturnYear.objects.select_related("provider").order_by("-year")
    found: ReturnYear | None = kept.filter(year=wanted.code).first() if wanted else kept.first()
    if found is None:
        what = f"no return of {wanted}" if wanted else "no learners yet"
        raise NotDone(f"The store holds {what}. Import a file first.")
    return found
