"""Snapshots: a whole return as it was at one moment, and how it is brought back."""

import json
import zlib
from collections.abc import Iterable, Sequence

from openlet.spec.years import year_of
from openlet.store.documents import Document, Operation, checked
from openlet.store.models import LearnerRow, ReturnYear, Snapshot
from openlet.store.refusals import NotDone
from openlet.store.services.editing import Edit, add_documents, keep, now_utc, tick_dont_export, whole


def take_snapshot(
    of: ReturnYear,
    why: str,
    who: str,
    learners: Iterable[tuple[LearnerRow, Document]],
    file_name: str = "",
    sha256: str = "",
    left_out: Sequence[tuple[str, list[str]]] = (),
) -> Snapshot:
    """Keep the learners of a return as they are given: why, by whom, and what file goes with it."""
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
    content: Document = json.loads(zlib.decompress(bytes(kept.content)))
    return content


@whole
def restore(snapshot: int, who: str, LearnRefNumber: str | None = None) -> int:
    """Put the whole return, or one learner, back to what a snapshot holds; say how many learners that changed.

    What stands now is kept in a snapshot of its own first. Learners are found by their reference. Those who came
    after the snapshot are deleted (and can be brought back), unless only one learner is restored.
    """
    content = snapshot_content(snapshot)
    source = Snapshot.objects.select_related("of__provider").get(pk=snapshot)
    of, entries = source.of, {one["LearnRefNumber"]: one for one in content["learners"]}
    if LearnRefNumber is not None:
        if LearnRefNumber not in entries:
            raise NotDone(f"The snapshot does not hold {LearnRefNumber}. Choose another snapshot.")
        entries = {LearnRefNumber: entries[LearnRefNumber]}
    present = {row.LearnRefNumber: (row, document) for row, document in learners_of(of)}
    before = take_snapshot(of, "restore", who, present.values())
    year = year_of(str(of.year))
    new = [(checked(one["document"], year), name) for name, one in entries.items() if name not in present]
    add_documents(new, of, year, who, now_utc())
    present |= {
        row.LearnRefNumber: (row, document) for row, document in learners_of(of) if row.LearnRefNumber in entries
    }
    changed = len(new)
    for reference, (row, document) in present.items():
        entry = entries.get(reference)
        if entry is None and (LearnRefNumber is not None or row.deleted is not None):
            continue
        edit = Edit(row, document, year)
        _restore(edit, entry)
        changed += bool(edit.operations) and reference not in {name for _, name in new}
        keep(edit, who, snapshot=before, judge_now=False)
    if LearnRefNumber is None:
        ReturnYear.objects.filter(pk=of.pk).update(SourceFiles=content["SourceFiles"])
    return changed


def _restore(edit: Edit, entry: Document | None) -> None:
    """Give one learner the state of a snapshot; None: it was not there."""
    if entry is not None and edit.document != entry["document"]:
        edit.do(Operation("replace", new=checked(entry["document"], edit.year)))
    if entry is not None:
        tick_dont_export(edit, entry["dont_export"])
    gone = entry is None or entry["deleted"]
    if gone and edit.row.deleted is None:
        edit.row.deleted = now_utc()
        edit.operations.append(Operation("delete"))
    elif not gone and edit.row.deleted is not None:
        edit.row.deleted = None
        edit.operations.append(Operation("undelete"))


def learners_of(of: ReturnYear) -> list[tuple[LearnerRow, Document]]:
    """All learners of a year, deleted ones too, with their documents, as they stand at one moment."""
    rows = LearnerRow.objects.filter(of=of).select_related("document", "of__provider").order_by("pk")
    return [(row, checked(row.document.content, year_of(str(row.document.year)))) for row in rows]
