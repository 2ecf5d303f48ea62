"""Whose store this is, and the returns (ILR years) that it holds."""

from openlet.spec.years import Year
from openlet.store.models import Provider, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services.editing import whole


@whole
def set_provider(UKPRN: int, name: str = "") -> Provider:
    """Say whose store this is. Raises ``NotDone`` where it is another provider's already."""
    known: Provider | None = Provider.objects.first()
    if known is not None and known.UKPRN != UKPRN:
        raise NotDone(
            f"This store belongs to UKPRN {known.UKPRN}, not to {UKPRN}. Use another data folder for that provider."
        )
    if known is None:
        known = Provider.objects.create(UKPRN=UKPRN, name=name)
    elif name and known.name != name:
        known.name = name
        known.save()
    return known


@whole
def begin_year(UKPRN: int, year: Year) -> ReturnYear:
    """The return of a year, begun if it is new."""
    begun: ReturnYear = ReturnYear.objects.get_or_create(provider=set_provider(UKPRN), year=year.code)[0]
    return begun


def kept_year(wanted: Year | None) -> ReturnYear:
    """The year asked for, else the newest one kept. Raises ``NotDone``."""
    kept = ReturnYear.objects.select_related("provider").order_by("-year")
    found: ReturnYear | None = kept.filter(year=wanted.code).first() if wanted else kept.first()
    if found is None:
        what = f"no return of {wanted}" if wanted else "no learners yet"
        raise NotDone(f"The store holds {what}. Import a file first.")
    return found
