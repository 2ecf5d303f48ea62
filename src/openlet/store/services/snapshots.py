"""Snapshots: a whole return as it was at one moment. ``restoring`` brings it back."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Max

from openlet.spec.years import year_of
from openlet.store.documents import Document, checked
from openlet.store.models import LearnerRow, ReturnYear, Snapshot
from openlet.store.refusals import NotDone
from openlet.store.services.editing import now_utc, whole

DAILY = "daily"  # why a snapshot was taken
PURGED = "purged"  # in its content: of how many learners the records were removed since (``purging``)


def take_snapshot(
    of: ReturnYear,
    why: str,
    who: str,
    learners: Iterable[tuple[LearnerRow, Document]],
    file_name: str = "",
    sha256: str = "",
    left_out: Sequence[tuple[str, list[str]]] = (),
    more: Mapping[str, object] | None = None,
) -> Snapshot:
    """Keep the learners of a return as they are given: why, by whom, and what file goes with it.

    ``more`` is what else the content is to say, as JSON.
    """
    entries = [
        {
            "LearnRefNumber": row.LearnRefNumber,
            "version": row.version,
            "dont_export": row.dont_export,
            "deleted": row.deleted is not None,
            "document": document,
        }
        for row, document in learners
    ]
    held = {
        "UKPRN": of.provider.UKPRN,
        "year": of.year,
        "SourceFiles": of.SourceFiles,
        "learners": entries,
        "left_out": list(left_out),
        **(more or {}),
    }
    made: Snapshot = Snapshot.objects.create(
        of=of,
        why=why,
        who=who,
        when=now_utc(),
        file_name=file_name,
        sha256=sha256,
        learners=len(entries),
        content=zlib.compress(json.dumps(held).encode()),
    )
    return made


def snapshot_content(snapshot: int) -> Document:
    """What a snapshot holds. Raises ``NotDone``."""
    kept = Snapshot.objects.filter(pk=snapshot).first()
    if kept is None:
        raise NotDone("There is no such snapshot. Choose one of the list.")
    return content_of(kept)


def content_of(snapshot: Snapshot) -> Document:
    """The same of a snapshot at hand."""
    content: Document = json.loads(zlib.decompress(bytes(snapshot.content)))
    return content


def learners_of(of: ReturnYear) -> list[tuple[LearnerRow, Document]]:
    """All learners of a year, deleted ones too, with their documents, as they stand at one moment."""
    rows = LearnerRow.objects.filter(of=of).select_related("document", "of__provider").order_by("pk")
    return [(row, checked(row.document.content, year_of(str(row.document.year)))) for row in rows]


@whole
def take_snapshot_now(of: ReturnYear, who: str) -> Snapshot:
    """Keep a return as it stands, as at the beginning of a day."""
    return take_snapshot(of, DAILY, who, learners_of(of))


@whole
def daily_snapshots(who: str, morning: datetime) -> list[Snapshot]:
    """One snapshot of each return that was changed since its last one; none where the day has its own already.

    ``morning`` is the moment at which the user's day began.
    """
    made = []
    for of in ReturnYear.objects.select_related("provider").order_by("year"):
        taken = Snapshot.objects.filter(of=of)
        if taken.filter(why=DAILY, when__gte=morning).exists():
            continue
        last = taken.aggregate(found=Max("when"))["found"]
        changed = LearnerRow.objects.filter(of=of).aggregate(found=Max("changed"))["found"]
        if changed is not None and (last is None or changed > last):
            made.append(take_snapshot_now(of, who))
    return made
