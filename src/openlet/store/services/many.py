"""Many learners changed at once, in few steps; what was found on them is made anew later."""

from collections.abc import Sequence

from openlet.store.faults import faults
from openlet.store.models import Change, DeliveryRow, LearnerDocument, LearnerRow, Snapshot
from openlet.store.read_model import delivery_rows
from openlet.store.refusals import NotDone
from openlet.store.services.editing import BATCH, Edit, now_utc
from openlet.store.services.judged_rows import forget


def keep_many(edits: Sequence[Edit], who: str, snapshot: Snapshot) -> None:
    """Write what was changed on learners whose state before is in the snapshot: documents, versions, log, rows.

    The caller's transaction makes it one. Raises ``NotDone`` where a learner was changed at the same moment.
    """
    changed = [edit for edit in edits if edit.operations]
    for first in range(0, len(changed), BATCH):
        _keep_batch(changed[first : first + BATCH], who, snapshot)


def _keep_batch(edits: Sequence[Edit], who: str, snapshot: Snapshot) -> None:
    now = now_utc()
    for edit in edits:
        row = edit.row
        guarded = LearnerRow.objects.filter(pk=row.pk, version=row.version).update(
            version=row.version + 1,
            dont_export=row.dont_export,
            deleted=row.deleted,
            faults=len(faults(edit.document, edit.year)),
            changed=now,
        )
        if not guarded:
            raise NotDone(f"{row.LearnRefNumber} was changed at the same moment, so nothing was saved. Try again.")
        row.version += 1
    keys = [edit.row.pk for edit in edits]
    LearnerDocument.objects.filter(pk__in=keys).delete()
    LearnerDocument.objects.bulk_create(
        LearnerDocument(learner_id=edit.row.pk, year=edit.year.code, content=edit.document) for edit in edits
    )
    Change.objects.bulk_create(
        Change(
            learner_id=edit.row.pk,
            version=edit.row.version,
            action=one.action,
            path=one.path,
            old=one.old,
            new=one.new,
            position=one.position,
            who=who,
            when=now,
            snapshot=snapshot,
        )
        for edit in edits
        for one in edit.operations
    )
    there = [edit for edit in edits if edit.row.deleted is None]
    DeliveryRow.objects.filter(learner_id__in=keys).delete()
    DeliveryRow.objects.bulk_create(
        [made for edit in there for made in delivery_rows(edit.row.pk, edit.document, edit.year)]
    )
    forget(edit.row.pk for edit in edits if edit.row.deleted is not None)
