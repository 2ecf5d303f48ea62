"""A learner while it is being changed, and how what was changed is kept: document, version, log and rows together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from openlet.contracts.reading import WrongContract
from openlet.payments.ledger import WrongLedger
from openlet.spec.years import Year, year_of
from openlet.store.basis import current_basis
from openlet.store.documents import (
    DESTINATIONS,
    ID,
    LEARNER,
    Document,
    Operation,
    apply,
    checked,
    checked_record,
    copy,
    record_at,
    refuse_what_no_file_can_hold,
    text_at,
)
from openlet.store.faults import faults
from openlet.store.models import Change, DeliveryRow, LearnerDocument, LearnerRow, ReturnYear, Snapshot
from openlet.store.read_model import changes_rows, delivery_rows
from openlet.store.refusals import Conflict, Gone, NotDone
from openlet.store.services.judged_rows import forget, refresh

REFERENCE = f"{LEARNER}/LearnRefNumber"
FOLLOWED = {REFERENCE: "LearnRefNumber", f"{LEARNER}/ULN": "ULN"}  # destination records repeat these two
BATCH = 500

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
class Edit:
    """A learner while it is being changed, its row locked."""

    row: LearnerRow
    document: Document
    year: Year
    operations: list[Operation] = field(default_factory=list)

    def do(self, operation: Operation) -> None:
        """Do an operation on the document and remember it for the log."""
        self.document = apply(self.document, operation, self.year)
        self.operations.append(operation)


def now_utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def open_learner(learner: int, deleted_too: bool = False) -> Edit:
    """Lock a learner and take its document, in one question: whoever writes in this store has waited for its turn."""
    locked = LearnerRow.objects.select_for_update(of=("self",)).select_related("of__provider", "document")
    row = locked.filter(pk=learner).first()
    if row is None or (row.deleted is not None and not deleted_too):
        raise Gone("That learner was deleted. Bring the learner back first, then make the change again.")
    year = year_of(str(row.document.year))
    return Edit(row, checked(row.document.content, year), year)


def set_text(edit: Edit, path: str, text: str, base: str) -> None:
    """Set a value that still is ``base``; destination records follow. Raises ``Conflict``, ``Gone``, ``NotDone``."""
    current = text_at(edit.document, path, edit.year)
    if current == text:
        return
    if current != base:
        raise Conflict(path, base, current, text)
    refuse_what_no_file_can_hold(text)
    if path == REFERENCE:
        if not text.strip():
            raise NotDone("A learner needs a LearnRefNumber. Enter one that no other learner has.")
        refuse_used(edit.row.of, text)
        edit.row.LearnRefNumber = text
    edit.do(Operation("set", path, old=current or None, new=text or None))
    followed = FOLLOWED.get(path)
    for tree in edit.document.get(DESTINATIONS, ()) if followed else ():
        if tree.get(followed, "") == current:
            place = f"{DESTINATIONS}/{tree[ID]}/{followed}"
            edit.do(Operation("set", place, old=current or None, new=text or None))


def insert_record(edit: Edit, path: str, tree: Document, position: int | None) -> None:
    """Add a record to the list at a path. Raises ``Gone``, ``NotDone``."""
    made = checked_record(path, tree, edit.year)
    new_place = f"{path}/{made[ID]}"
    edit.do(Operation("add", new_place, new=made, position=position))
    where = record_at(edit.document, new_place, edit.year)[1]
    edit.operations[-1] = Operation("add", new_place, new=copy(made), position=where)


def take_out_record(edit: Edit, path: str, tree: Document) -> None:
    """Remove a record that still is ``tree``. Raises ``Conflict``, ``Gone``."""
    current, position = record_at(edit.document, path, edit.year)
    if current != tree:
        raise Conflict(path, tree, copy(current), None)
    edit.do(Operation("remove", path, old=copy(current), position=position))


def tick_dont_export(edit: Edit, ticked: bool) -> None:
    """Set or clear the user's own Don't-export tick."""
    if edit.row.dont_export != ticked:
        edit.operations.append(Operation("dont_export", old=edit.row.dont_export, new=ticked))
        edit.row.dont_export = ticked


def refuse_used(of: ReturnYear, reference: str) -> None:
    """Refuse a reference that another learner of the year has or had. Raises ``NotDone``."""
    if LearnerRow.objects.filter(of=of, LearnRefNumber=reference).exists():
        raise NotDone(f"LearnRefNumber {reference} is used already, perhaps by a deleted learner. Choose another one.")


def refuse_texts(tree: Any) -> None:
    """Refuse a tree with a text that no file can hold. Raises ``NotDone``."""
    if isinstance(tree, str):
        refuse_what_no_file_can_hold(tree)
    for held in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        refuse_texts(held)


def keep(
    edit: Edit,
    who: str,
    undoes: Mapping[int, Change] | None = None,
    record: str = "",
    snapshot: Snapshot | None = None,
    judge_now: bool = True,
) -> Saved:
    """Write what was changed: document, version, log and read model together.

    ``undoes`` says, by the position of an operation, which change it undoes. Where many learners change at once
    (``judge_now`` false) what was found on them is only dropped, to be made anew later.
    """
    row = edit.row
    if not edit.operations:
        return Saved(row.pk, row.version)
    now, version = now_utc(), row.version + 1
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
    changes = _log(row.pk, version, edit.operations, who, now, undoes or {}, snapshot)
    if any(map(changes_rows, edit.operations)):
        DeliveryRow.objects.filter(learner_id=row.pk).delete()
        if row.deleted is None:
            DeliveryRow.objects.bulk_create(delivery_rows(row.pk, edit.document, edit.year))
    if judge_now:
        judge_again(row)
    elif row.deleted is not None:
        forget([row.pk])
    return Saved(row.pk, version, tuple(change.pk for change in changes), record)


def judge_again(row: LearnerRow) -> None:
    """Make what was found on a learner anew; where contract or ledger cannot be read it is dropped instead."""
    try:
        basis = current_basis(row.of.provider)
    except (WrongContract, WrongLedger):
        forget([row.pk])
        return
    refresh([row.pk], basis)


def _log(
    learner: int,
    version: int,
    operations: Iterable[Operation],
    who: str,
    now: datetime,
    undoes: Mapping[int, Change],
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
            undoes=undoes.get(at),
            snapshot=snapshot,
        )
        for at, one in enumerate(operations)
    ]
    return list(Change.objects.bulk_create(changes))


def add_documents(
    documents: Sequence[tuple[Document, str]],
    of: ReturnYear,
    year: Year,
    who: str,
    now: datetime,
    snapshot: Snapshot | None = None,
) -> list[Saved]:
    """Add learners whose references are free; ``snapshot`` is of the return before it, where many come at once."""
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
            Change(learner=row, version=1, action="replace", new=document, who=who, when=now, snapshot=snapshot)
            for row, document in pairs
        )
        DeliveryRow.objects.bulk_create(
            [made for row, document in pairs for made in delivery_rows(row.pk, document, year)]
        )
        saved += [Saved(row.pk, 1, (change.pk,)) for row, change in zip(rows, changes, strict=True)]
    return saved
