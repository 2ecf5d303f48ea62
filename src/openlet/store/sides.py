"""Two states of a return that is kept here, compared as two files of it would be: snapshots, or what stands now."""

from collections.abc import Iterable
from datetime import date, datetime, time

from openlet.ilr.opening import Source
from openlet.ilr.records import LearnerDestinationandProgression
from openlet.reports.comparison import Comparison
from openlet.scale.comparing import compare_files
from openlet.scale.stage_one import Opened, Tick, open_file
from openlet.spec.years import year_of
from openlet.store.documents import Document, checked, records_of
from openlet.store.judging import Basis
from openlet.store.leaving import Leaving
from openlet.store.models import ReturnYear, Snapshot
from openlet.store.refusals import NotDone
from openlet.store.services.snapshots import content_of, learners_of

NOW = "now"


def compare_kept(of: ReturnYear, before: str, after: str, basis: Basis, tick: Tick | None = None) -> Comparison:
    """Compare two states of a return: each the key of a snapshot, or ``now``. Raises ``NotDone``.

    All learners that were not deleted count, those left out of an export too. Names are shown: the tool is the
    provider's own.
    """
    if before == after:
        raise NotDone("Both sides are the same. Choose two different ones.")
    if basis.contracts is None:
        raise NotDone(
            "No contract is kept yet, so nothing can be said of the money. Add the contract file in Settings."
        )
    sides = [_file(of, one, basis.as_of) for one in (before, after)]
    return compare_files(sides[:1], sides[1:], basis.contracts, basis.ledger, basis.as_of, with_names=True, tick=tick)


def _file(of: ReturnYear, one: str, as_of: date) -> Opened:
    """One state as the file that it would be. A snapshot taken after the working day counts as of that day."""
    if one == NOW:
        entries: Iterable[Document] = (document for row, document in learners_of(of) if row.deleted is None)
        return _opened(of, entries, as_of, datetime.combine(as_of, time.max), "what stands now")
    kept = Snapshot.objects.filter(of=of, pk=one).first() if one.isdigit() else None
    if kept is None:
        raise NotDone("There is no such snapshot. Choose one of the list.")
    year = year_of(str(of.year))
    held = [one for one in content_of(kept)["learners"] if not one["deleted"]]
    taken = kept.when.astimezone().replace(tzinfo=None)
    entries = (checked(one["document"], year) for one in held)
    return _opened(of, entries, min(taken.date(), as_of), taken, f"snapshot {kept.pk}")


def _opened(of: ReturnYear, documents: Iterable[Document], prepared: date, made: datetime, name: str) -> Opened:
    year = year_of(str(of.year))
    records = [record for document in documents for record in records_of(document, year)]
    records.sort(key=lambda record: isinstance(record, LearnerDestinationandProgression))
    leaving = Leaving(of.provider.UKPRN, year, prepared, made, records, None)
    return open_file(Source(name, None, leaving.content(1)))
