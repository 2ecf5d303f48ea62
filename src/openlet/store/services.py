"""Everything that writes the store, and nothing else does. Each function is one transaction: it happens or it does not.

Learners are named by the key of their row. ``who`` is the person; ``base`` is the text that the screen of that person
started from. What somebody else has changed elsewhere in the learner is kept beside one's own change; where both have
changed the same thing, ``Conflict`` is raised with both values and nothing is written.
"""

import json
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from openlet.ilr.opening import Source
from openlet.ilr.records import LearnerDestinationandProgression, SourceFiles
from openlet.spec.layout import entity
from openlet.spec.years import Year, year_of, years
from openlet.store.arriving import Arrived, read_arrived
from openlet.store.documents import (
    DESTINATIONS,
    ID,
    LEARNER,
    Document,
    Operation,
    Top,
    apply,
    checked,
    checked_record,
    copy,
    record_at,
    record_of,
    records_of,
    refuse_what_no_file_can_hold,
    text_at,
    with_ids,
    without_ids,
)
from openlet.store.faults import faults, source_file_has_faults
from openlet.store.leaving import Leaving, on_disk, rendered
from openlet.store.models import (
    Change,
    DeliveryRow,
    LearnerDocument,
    LearnerRow,
    Provider,
    ReturnYear,
    Snapshot,
)
from openlet.store.read_model import CONCERNS, delivery_rows
from openlet.store.refusals import Conflict, Gone, NotDone

REFERENCE = f"{LEARNER}/LearnRefNumber"
FOLLOWED = {REFERENCE: "LearnRefNumber", f"{LEARNER}/ULN": "ULN"}  # destination records repeat these two
FIRST_REFERENCE = "L0001"
BATCH = 500
DONT_EXPORT = "excluded by the user (Don't export)"


P = ParamSpec("P")
T = TypeVar("T")


def whole(function: Callable[P, T]) -> Callable[P, T]:
    """Make a function one transaction: all that it writes is kept, or nothing."""

    @wraps(function)
    def in_one_transaction(*arguments: P.args, **named: P.kwargs) -> T:
        with transaction.atomic():
            return function(*arguments, **named)

    return in_one_transaction


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the learner, its version now, and the keys of the changes (none where nothing changed)."""

    learner: int
    version: int
    changes: tuple[int, ...] = ()
    record: str = ""


@dataclass(slots=True)
class Imported:
    """What an import did, learner by learner. ``snapshot`` is the return as it was before, None if nothing changed."""

    year: Year
    UKPRN: int
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    brought_back: int = 0
    snapshot: int | None = None
    refused: list[str] = field(default_factory=list)
    not_carried: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and who was left out: (LearnRefNumber, reasons)."""

    path: Path
    sha256: str
    learners: int
    destinations: int
    left_out: list[tuple[str, list[str]]]
    snapshot: int


@dataclass(slots=True)
class _Edit:
    """A learner while it is being changed, its row locked."""

    row: LearnerRow
    document: Document
    year: Year
    operations: list[Operation] = field(default_factory=list)

    def do(self, operation: Operation) -> None:
        """Do an operation on the document and remember it for the log."""
        self.document = apply(self.document, operation, self.year)
        self.operations.append(operation)


# Provider and years.


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


# One learner.


@whole
def add_learner(of: ReturnYear, who: str, LearnRefNumber: str = "", tree: Document | None = None) -> Saved:
    """Add a learner, with the next free reference unless one is given."""
    reference = LearnRefNumber or next_reference(of)
    year = year_of(str(of.year))
    document = {LEARNER: with_ids(tree or {}) | {"LearnRefNumber": reference}}
    _refuse_used(of, reference)
    checked(document, year)
    _refuse_texts(document)
    return _add([(document, reference)], of, year, who, _now())[0]


def next_reference(of: ReturnYear) -> str:
    """The reference after that of the learner added last; deleted learners keep theirs."""
    used = set(LearnerRow.objects.filter(of=of).values_list("LearnRefNumber", flat=True))
    last = LearnerRow.objects.filter(of=of).order_by("-pk").values_list("LearnRefNumber", flat=True).first()
    matched = re.fullmatch(r"(.*?)([0-9]+)", last, re.DOTALL) if last else None
    if matched is None:
        matched = re.fullmatch(r"(L)([0-9]+)", FIRST_REFERENCE)
        assert matched is not None
        if FIRST_REFERENCE not in used:
            return FIRST_REFERENCE
    stem, number, width = matched[1], int(matched[2]), len(matched[2])
    while (reference := f"{stem}{number:0{width}d}") in used:
        number += 1
    return reference


@whole
def set_field(learner: int, path: str, text: str, base: str, who: str) -> Saved:
    """Save one value as typed; an empty text takes the value away. Raises ``Conflict``, ``Gone``, ``NotDone``."""
    edit = _open(learner)
    _set(edit, path, text, base)
    return _keep(edit, who)


@whole
def add_record(learner: int, path: str, who: str, tree: Document | None = None, position: int | None = None) -> Saved:
    """Add a record to the list at a path, last unless a position is given; ``Saved.record`` is its ``_id``."""
    edit = _open(learner)
    _add_record(edit, path, tree or {}, position)
    return _keep(edit, who, record=edit.operations[-1].new[ID])


@whole
def remove_record(learner: int, path: str, expected_version: int, who: str) -> Saved:
    """Remove a record that nobody has changed since the version that the screen shows."""
    edit = _open(learner)
    tree, position = record_at(edit.document, path, edit.year)
    later = Change.objects.filter(learner_id=learner, version__gt=expected_version)
    if any(change.action == "replace" or f"{change.path}/".startswith(f"{path}/") for change in later):
        raise Conflict(path, None, copy(tree), None)
    edit.do(Operation("remove", path, old=copy(tree), position=position))
    return _keep(edit, who)


@whole
def delete_learner(learner: int, who: str) -> Saved:
    """Delete a learner. Document, history and reference are kept, so it can be undone."""
    edit = _open(learner)
    edit.row.deleted = _now()
    edit.operations.append(Operation("delete"))
    return _keep(edit, who)


@whole
def undelete_learner(learner: int, who: str) -> Saved:
    """Bring a deleted learner back; nothing happens to one who is there."""
    edit = _open(learner, deleted_too=True)
    if edit.row.deleted is not None:
        edit.row.deleted = None
        edit.operations.append(Operation("undelete"))
    return _keep(edit, who)


@whole
def set_dont_export(learner: int, ticked: bool, who: str) -> Saved:
    """Set or clear the user's own Don't-export tick; the automatic exclusion is not touched."""
    edit = _open(learner)
    _set_dont_export(edit, ticked)
    return _keep(edit, who)


@whole
def undo(change: int, who: str) -> Saved:
    """Undo one's own change under the same rule of conflict: what stands there must be what the change made."""
    done = Change.objects.filter(pk=change).first()
    if done is None or done.who != who:
        raise NotDone("Only the person who made a change can undo it. Change the value itself instead.")
    if Change.objects.filter(undoes=done).exists():
        raise NotDone("That change was undone already.")
    edit = _open(done.learner_id, deleted_too=done.action == "delete")
    _reverse(edit, done)
    return _keep(edit, who, undoes=done)


def _reverse(edit: _Edit, done: Change) -> None:
    if done.action == "set":
        _set(edit, done.path, done.old or "", done.new or "")
    elif done.action == "add":
        tree, position = record_at(edit.document, done.path, edit.year)
        if tree != done.new:
            raise Conflict(done.path, done.new, copy(tree), None)
        edit.do(Operation("remove", done.path, old=copy(tree), position=position))
    elif done.action == "remove":
        _add_record(edit, done.path.rpartition("/")[0], done.old, done.position)
    elif done.action == "delete" and edit.row.deleted is not None:
        edit.row.deleted = None
        edit.operations.append(Operation("undelete"))
    elif done.action == "dont_export" and edit.row.dont_export == done.new:
        _set_dont_export(edit, done.old)
    else:
        raise NotDone("That change cannot be undone by itself. Restore the learner from a snapshot instead.")


def _set(edit: _Edit, path: str, text: str, base: str) -> None:
    current = text_at(edit.document, path, edit.year)
    if current == text:
        return
    if current != base:
        raise Conflict(path, base, current, text)
    refuse_what_no_file_can_hold(text)
    if path == REFERENCE:
        if not text.strip():
            raise NotDone("A learner needs a LearnRefNumber. Enter one that no other learner has.")
        _refuse_used(edit.row.of, text)
        edit.row.LearnRefNumber = text
    edit.do(Operation("set", path, old=current or None, new=text or None))
    followed = FOLLOWED.get(path)
    for tree in edit.document.get(DESTINATIONS, ()) if followed else ():
        if tree.get(followed, "") == current:
            place = f"{DESTINATIONS}/{tree[ID]}/{followed}"
            edit.do(Operation("set", place, old=current or None, new=text or None))


def _add_record(edit: _Edit, path: str, tree: Document, position: int | None) -> None:
    made = checked_record(path, tree, edit.year)
    new_place = f"{path}/{made[ID]}"
    edit.do(Operation("add", new_place, new=made, position=position))
    where = record_at(edit.document, new_place, edit.year)[1]
    edit.operations[-1] = Operation("add", new_place, new=copy(made), position=where)


def _set_dont_export(edit: _Edit, ticked: bool) -> None:
    if edit.row.dont_export != ticked:
        edit.operations.append(Operation("dont_export", old=edit.row.dont_export, new=ticked))
        edit.row.dont_export = ticked


def _refuse_used(of: ReturnYear, reference: str) -> None:
    if LearnerRow.objects.filter(of=of, LearnRefNumber=reference).exists():
        raise NotDone(f"LearnRefNumber {reference} is used already, perhaps by a deleted learner. Choose another one.")


def _refuse_texts(tree: Any) -> None:
    if isinstance(tree, str):
        refuse_what_no_file_can_hold(tree)
    for held in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        _refuse_texts(held)


def _open(learner: int, deleted_too: bool = False) -> _Edit:
    """Lock a learner and take its document."""
    row = LearnerRow.objects.select_for_update().select_related("of").filter(pk=learner).first()
    if row is None or (row.deleted is not None and not deleted_too):
        raise Gone("That learner was deleted. Bring the learner back first, then make the change again.")
    kept = LearnerDocument.objects.get(pk=learner)
    year = year_of(str(kept.year))
    return _Edit(row, checked(kept.content, year), year)


def _keep(
    edit: _Edit, who: str, undoes: Change | None = None, record: str = "", snapshot: Snapshot | None = None
) -> Saved:
    """Write what was changed: document, version, log and read model together."""
    row = edit.row
    if not edit.operations:
        return Saved(row.pk, row.version)
    now, version = _now(), row.version + 1
    guarded = LearnerRow.objects.filter(pk=row.pk, version=row.version).update(
        version=version,
        LearnRefNumber=row.LearnRefNumber,
        dont_export=row.dont_export,
        deleted=row.deleted,
        faults=len(faults(edit.document, edit.year)),
        changed=now,
    )
    if not guarded:
        raise NotDone("The learner was changed at the same moment, so nothing was saved. Try again.")
    LearnerDocument.objects.filter(pk=row.pk).update(content=edit.document)
    row.version = version
    changes = _log(row.pk, version, edit.operations, who, now, undoes, snapshot)
    if any(one.path.startswith(CONCERNS) or not one.path for one in edit.operations):
        DeliveryRow.objects.filter(learner_id=row.pk).delete()
        if row.deleted is None:
            DeliveryRow.objects.bulk_create(delivery_rows(row.pk, edit.document, edit.year))
    return Saved(row.pk, version, tuple(change.pk for change in changes), record)


def _log(
    learner: int,
    version: int,
    operations: Iterable[Operation],
    who: str,
    now: datetime,
    undoes: Change | None = None,
    snapshot: Snapshot | None = None,
) -> list[Change]:
    changes = [
        Change(
            learner_id=learner,
            version=version,
            action=one.action,
            path=one.path,
            old=one.old,
            new=one.new,
            position=one.position,
            who=who,
            when=now,
            snapshot=snapshot,
        )
        for one in operations
    ]
    if undoes is not None:
        changes[0].undoes = undoes
    return list(Change.objects.bulk_create(changes))


def _add(documents: Sequence[tuple[Document, str]], of: ReturnYear, year: Year, who: str, now: datetime) -> list[Saved]:
    """Add learners whose references are free."""
    saved: list[Saved] = []
    for first in range(0, len(documents), BATCH):
        batch = documents[first : first + BATCH]
        rows = LearnerRow.objects.bulk_create(
            LearnerRow(of=of, LearnRefNumber=reference, faults=len(faults(document, year)), changed=now)
            for document, reference in batch
        )
        pairs = [(row, document) for row, (document, _) in zip(rows, batch, strict=True)]
        LearnerDocument.objects.bulk_create(
            LearnerDocument(learner=row, year=year.code, content=document) for row, document in pairs
        )
        changes = Change.objects.bulk_create(
            Change(learner=row, version=1, action="replace", new=document, who=who, when=now) for row, document in pairs
        )
        DeliveryRow.objects.bulk_create(
            [made for row, document in pairs for made in delivery_rows(row.pk, document, year)]
        )
        saved += [Saved(row.pk, 1, (change.pk,)) for row, change in zip(rows, changes, strict=True)]
    return saved


# Snapshots.


def _snapshot(
    of: ReturnYear,
    why: str,
    who: str,
    learners: Iterable[tuple[LearnerRow, Document]],
    file_name: str = "",
    sha256: str = "",
    left_out: Sequence[tuple[str, list[str]]] = (),
) -> Snapshot:
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
        when=_now(),
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
    present = {row.LearnRefNumber: (row, document) for row, document in _all(of)}
    before = _snapshot(of, "restore", who, present.values())
    year = year_of(str(of.year))
    new = [(checked(one["document"], year), name) for name, one in entries.items() if name not in present]
    _add(new, of, year, who, _now())
    present |= {row.LearnRefNumber: (row, document) for row, document in _all(of) if row.LearnRefNumber in entries}
    changed = len(new)
    for reference, (row, document) in present.items():
        entry = entries.get(reference)
        if entry is None and (LearnRefNumber is not None or row.deleted is not None):
            continue
        edit = _Edit(row, document, year)
        _restore(edit, entry)
        changed += bool(edit.operations) and reference not in {name for _, name in new}
        _keep(edit, who, snapshot=before)
    if LearnRefNumber is None:
        ReturnYear.objects.filter(pk=of.pk).update(SourceFiles=content["SourceFiles"])
    return changed


def _restore(edit: _Edit, entry: Document | None) -> None:
    """Give one learner the state of a snapshot; None: it was not there."""
    if entry is not None and edit.document != entry["document"]:
        edit.do(Operation("replace", new=checked(entry["document"], edit.year)))
    if entry is not None:
        _set_dont_export(edit, entry["dont_export"])
    gone = entry is None or entry["deleted"]
    if gone and edit.row.deleted is None:
        edit.row.deleted = _now()
        edit.operations.append(Operation("delete"))
    elif not gone and edit.row.deleted is not None:
        edit.row.deleted = None
        edit.operations.append(Operation("undelete"))


def _all(of: ReturnYear) -> list[tuple[LearnerRow, Document]]:
    """All learners of a year, deleted ones too, with their documents, as they stand at one moment."""
    rows = LearnerRow.objects.filter(of=of).select_related("document", "of__provider").order_by("pk")
    return [(row, checked(row.document.content, year_of(str(row.document.year)))) for row in rows]


# Import.


def import_file(
    source: Source, who: str, wanted: Year | None = None, tick: Callable[[int], object] = lambda records: None
) -> Imported:
    """Merge a file into the return of its year: new learners are added, known ones replaced by what the file says.

    The file is read to its end before anything is touched. Parts of a learner that the file does not speak of
    (destinations) stay. Raises ``Unreadable`` or ``NotDone``, and then nothing has changed.
    """
    arrived = read_arrived(source, tick)
    with transaction.atomic():
        _refuse_wrong_year(arrived, wanted)
        of = begin_year(arrived.UKPRN, arrived.year)
        return _merge(arrived, of, who)


def _refuse_wrong_year(arrived: Arrived, wanted: Year | None) -> None:
    if wanted is not None and wanted is not arrived.year:
        raise NotDone(
            f"{arrived.name} is of {arrived.year}, not of {wanted}. Nothing was changed: give the right file."
        )
    kept = ReturnYear.objects.filter(provider__UKPRN=arrived.UKPRN).values_list("year", flat=True)
    if wanted is None and kept and arrived.year.code not in kept:
        held = ", ".join(str(year) for year in years() if year.code in kept)
        raise NotDone(
            f"{arrived.name} is of {arrived.year}; the store holds {held}. Nothing was changed. To begin "
            f"{arrived.year} in this store, say --year {arrived.year}; to carry it into a later year, convert it first."
        )


def _merge(arrived: Arrived, of: ReturnYear, who: str) -> Imported:
    done = Imported(arrived.year, arrived.UKPRN)
    done.refused, done.not_carried, done.notes = arrived.refused, arrived.not_carried, arrived.notes
    present = {row.LearnRefNumber: (row, document) for row, document in _all(of)}
    new: list[tuple[Document, str]] = []
    edits: list[_Edit] = []
    for reference, part in arrived.parts.items():
        if reference not in present:
            new.append((part, reference))
            continue
        row, document = present[reference]
        edit = _Edit(row, document, arrived.year)
        merged = document | part
        if without_ids(merged) != without_ids(document):
            edit.operations.append(Operation("replace", new=merged))
            edit.document = merged
        if row.deleted is not None:
            edit.operations.append(Operation("undelete"))
            done.brought_back += 1
        done.unchanged += not edit.operations
        edits += [edit] if edit.operations else []
    files = _merged_files(of.SourceFiles, arrived.source_files)
    if new or edits or files != of.SourceFiles:
        before = _snapshot(of, "import", who, present.values(), arrived.name, arrived.sha256)
        done.snapshot = before.pk
        ReturnYear.objects.filter(pk=of.pk).update(SourceFiles=files)
        _add(new, of, arrived.year, who, _now())
        for edit in edits:
            edit.row.deleted = None
            _keep(edit, who, snapshot=before)
    done.added, done.replaced = len(new), len(edits)
    return done


def _merged_files(kept: list[Document], arrived: list[Document]) -> list[Document]:
    """The source files named so far and those of the new file; one of the same name takes the place of the old."""
    names = {one.get("SourceFileName") for one in arrived}
    merged = [one for one in kept if one.get("SourceFileName") not in names] + arrived
    return kept if without_ids(merged) == without_ids(kept) else merged


# Export.


def export_file(
    folder: Path, who: str, wanted: Year | None = None, prepared: date | None = None, made: datetime | None = None
) -> Exported:
    """Write the return into a folder under its official name, and keep a snapshot of the whole return with it.

    Learners with the user's tick or with a fault that would make the file invalid are left out and named. ``prepared``
    is the day in the header (else today); with it the file does not depend on the clock.
    """
    of = kept_year(wanted)
    year = year_of(str(of.year))
    if made is None:
        made = datetime(prepared.year, prepared.month, prepared.day) if prepared else datetime.now()
    everybody = _all(of)
    records: list[Top] = []
    left_out: list[tuple[str, list[str]]] = []
    for row, document in everybody:
        if row.deleted is not None:
            continue
        reasons = [DONT_EXPORT] if row.dont_export else faults(document, year)
        if reasons:
            left_out.append((row.LearnRefNumber, reasons))
        else:
            records += records_of(document, year)
    records.sort(key=lambda record: isinstance(record, LearnerDestinationandProgression))
    destinations = sum(isinstance(record, LearnerDestinationandProgression) for record in records)
    if destinations == len(records):
        raise NotDone(
            f"No learner of {year} can be exported ({len(left_out)} left out), and a file without learners is not "
            "valid. Nothing was written: correct at least one learner."
        )
    file = rendered(folder, Leaving(of.provider.UKPRN, year, prepared or made.date(), made, records, _files(of, year)))
    with on_disk(file):
        kept = _snapshot(of, "export", who, everybody, file.path.name, file.sha256, left_out)
    return Exported(file.path, file.sha256, len(records) - destinations, destinations, left_out, kept.pk)


def _files(of: ReturnYear, year: Year) -> SourceFiles | None:
    """The source files to name; one that the year's schema would refuse is left away."""
    found = entity(year, "SourceFiles")
    kept = [one for one in of.SourceFiles if not source_file_has_faults(one, year)]
    made = record_of(found, {"SourceFile": kept}) if found and kept else None
    return made if isinstance(made, SourceFiles) else None


# The read model.


@whole
def rebuild() -> int:
    """Make the read model and the count of faults anew from the documents; say how many deliveries there are."""
    DeliveryRow.objects.all().delete()
    rows: list[DeliveryRow] = []
    for kept in LearnerDocument.objects.select_related("learner").order_by("pk"):
        year = year_of(str(kept.year))
        document = checked(kept.content, year)
        LearnerRow.objects.filter(pk=kept.pk).update(faults=len(faults(document, year)))
        if kept.learner.deleted is None:
            rows += delivery_rows(kept.pk, document, year)
    DeliveryRow.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _now() -> datetime:
    return datetime.now(UTC)
