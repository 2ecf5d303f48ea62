"""Bring back what a snapshot holds: the whole return, one learner, or what an import replaced.

What would be done is worked out first (``Restoring``), shown, and done only while the learners concerned still stand
as they did then. What stands now goes into a snapshot of its own before.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from openlet.spec.years import Year, year_of
from openlet.store.comparing import Difference, differences, with_ids_of
from openlet.store.documents import Document, Operation, checked
from openlet.store.models import Change, LearnerRow, ReturnYear, Snapshot
from openlet.store.refusals import NotDone, Outdated
from openlet.store.services.editing import Edit, add_documents, now_utc, tick_dont_export, whole
from openlet.store.services.many import keep_many
from openlet.store.services.snapshots import learners_of, snapshot_content, take_snapshot

RESTORE, UNDO = "restore", "undo"  # why a snapshot was taken


@dataclass(slots=True)
class Restored:
    """A learner as it would be brought back; ``row`` is None for one whose reference nobody has now.

    ``to_document``: None where the learner was not there at the time. ``is_there`` says whether the learner was there
    and not deleted. ``changed_since``: the last change of somebody after the import that is undone, if there was one.
    """

    LearnRefNumber: str
    row: LearnerRow | None
    now: Document | None
    to_document: Document | None
    dont_export: bool
    is_there: bool
    changed_since: Change | None = None

    @property
    def is_deleted(self) -> bool:
        """Whether the learner would be deleted."""
        return not self.is_there and self.row is not None and self.row.deleted is None

    @property
    def comes_back(self) -> bool:
        """Whether a learner who is not there would be there again."""
        return self.is_there and (self.row is None or self.row.deleted is not None)

    def differences(self, year: Year) -> list[Difference]:
        """What would be different in the record."""
        if self.now is None or self.to_document is None:
            return []
        return differences(self.now, with_ids_of(self.now, self.to_document, year), year)

    @property
    def changes_nothing(self) -> bool:
        """Whether the learner stands as it would be brought back."""
        if self.row is None:
            return not self.is_there
        is_same = self.to_document is None or (
            self.to_document == self.now and self.dont_export == self.row.dont_export
        )
        return is_same and self.is_there == (self.row.deleted is None)


@dataclass(slots=True)
class Restoring:
    """What bringing back would do, learner by learner; ``mark`` changes with any learner whom it would touch."""

    snapshot: Snapshot
    year: Year
    learners: list[Restored]
    source_files: list[Document] | None = None
    unchanged: int = 0
    mark: str = field(init=False)

    def __post_init__(self) -> None:
        """Keep only those to whom something would be done."""
        self.unchanged = sum(one.changes_nothing for one in self.learners)
        self.learners = [one for one in self.learners if not one.changes_nothing]
        states = [(one.LearnRefNumber, one.row.version if one.row else 0) for one in self.learners]
        self.mark = hashlib.sha256(json.dumps([self.snapshot.pk, *sorted(states)]).encode()).hexdigest()

    @property
    def changed_since(self) -> list[Restored]:
        """The learners whom somebody has changed after the import that is undone."""
        return [one for one in self.learners if one.changed_since is not None]


def restoring(snapshot: int, LearnRefNumber: str | None = None) -> Restoring:
    """What bringing the whole return, or one learner, back would do. Raises ``NotDone``.

    Learners are found by their reference. Those who came after the snapshot would be deleted (and can be brought back),
    unless only one learner is meant.
    """
    source, content = _opened(snapshot)
    year = year_of(str(source.of.year))
    entries = {one["LearnRefNumber"]: one for one in content["learners"]}
    present = {row.LearnRefNumber: (row, document) for row, document in learners_of(source.of)}
    if LearnRefNumber is None:
        named: Iterable[str] = dict.fromkeys((*entries, *present))
    elif LearnRefNumber in entries:
        named = (LearnRefNumber,)
    else:
        raise NotDone(f"The snapshot does not hold {LearnRefNumber}. Choose another snapshot.")
    learners = [_restored(name, entries.get(name), present.get(name), year) for name in named]
    return Restoring(source, year, learners, content["SourceFiles"] if LearnRefNumber is None else None)


def undoing_import(snapshot: int) -> Restoring:
    """What undoing an import would do, given the snapshot that was taken before it. Raises ``NotDone``.

    Only learners whom the import touched are concerned: the new ones would be deleted, the others be as they were.
    """
    source, content = _opened(snapshot)
    if source.why != "import":
        raise NotDone("That snapshot was not taken before an import. Restore it instead.")
    year = year_of(str(source.of.year))
    entries = {one["LearnRefNumber"]: one for one in content["learners"]}
    made: dict[int, int] = dict(
        Change.objects.filter(snapshot=source).order_by("version").values_list("learner_id", "version")
    )
    later = Change.objects.filter(learner__changes__snapshot=source).distinct().order_by("version")
    since = {one.learner_id: one for one in later if one.version > made[one.learner_id]}
    learners = []
    for row, document in learners_of(source.of):
        if row.pk in made:
            one = _restored(row.LearnRefNumber, entries.get(row.LearnRefNumber), (row, document), year)
            one.changed_since = since.get(row.pk)
            learners.append(one)
    is_last = not Snapshot.objects.filter(of=source.of, pk__gt=source.pk, why__in=("import", RESTORE, UNDO)).exists()
    return Restoring(source, year, learners, content["SourceFiles"] if is_last else None)


@whole
def restore(
    snapshot: int,
    who: str,
    LearnRefNumber: str | None = None,
    mark: str | None = None,
    finish: Callable[[int], object] = lambda changed: None,
) -> int:
    """Put the whole return, or one learner, back to what a snapshot holds; say how many learners that changed.

    ``mark`` is that of the preview (``Restoring.mark``), None to do it as things stand. ``finish`` is called with the
    result before all takes hold. Raises ``NotDone``, and ``Outdated`` where a learner was changed after the preview.
    """
    plan = restoring(snapshot, LearnRefNumber)
    _refuse_outdated(plan, mark)
    changed = _bring_back(plan, plan.learners, who, RESTORE)
    finish(changed)
    return changed


@whole
def undo_import(
    snapshot: int,
    who: str,
    with_changed: bool | None = None,
    mark: str | None = None,
    finish: Callable[[int], object] = lambda changed: None,
) -> int:
    """Undo an import as a whole; say how many learners that changed.

    Learners changed since the import are undone as well (``with_changed`` True: what was entered since leaves the
    record, but stays in its history) or stay as they are (False); with None they are refused by name. Raises
    ``NotDone``, and ``Outdated`` where a learner was changed after the preview.
    """
    plan = undoing_import(snapshot)
    _refuse_outdated(plan, mark)
    if plan.changed_since and with_changed is None:
        names = ", ".join(one.LearnRefNumber for one in plan.changed_since[:10])
        more = "" if len(plan.changed_since) <= 10 else f" and {len(plan.changed_since) - 10:,} more"
        raise NotDone(f"Changed since the import: {names}{more}. Say whether these are to be undone as well.")
    learners = [one for one in plan.learners if with_changed or one.changed_since is None]
    if not learners:
        raise NotDone("Nothing of that import is left to undo. Nothing was changed.")
    changed = _bring_back(plan, learners, who, UNDO)
    finish(changed)
    return changed


def _opened(snapshot: int) -> tuple[Snapshot, Document]:
    content = snapshot_content(snapshot)
    return Snapshot.objects.select_related("of__provider").get(pk=snapshot), content


def _restored(name: str, entry: Document | None, present: tuple[LearnerRow, Document] | None, year: Year) -> Restored:
    row, document = present or (None, None)
    if entry is None:
        return Restored(name, row, document, None, False, False)
    return Restored(name, row, document, checked(entry["document"], year), entry["dont_export"], not entry["deleted"])


def _refuse_outdated(plan: Restoring, mark: str | None) -> None:
    if mark is not None and mark != plan.mark:
        raise Outdated(
            "The return was changed after this preview was made, so nothing was brought back. Look at the preview "
            "again, then confirm it."
        )


def _bring_back(plan: Restoring, learners: list[Restored], who: str, why: str) -> int:
    """Do it, in the caller's transaction; say how many learners were changed."""
    of = plan.snapshot.of
    before = take_snapshot(of, why, who, learners_of(of), plan.snapshot.file_name)
    new = [(one.to_document, one.LearnRefNumber) for one in learners if one.row is None]
    saved = add_documents(
        [(tree, name) for tree, name in new if tree is not None], of, plan.year, who, now_utc(), before
    )
    ticked = {one.LearnRefNumber: one.dont_export for one in learners if one.row is None}
    edits = [_edit_of(one, plan.year) for one in learners if one.row is not None]
    for row in LearnerRow.objects.filter(pk__in=[one.learner for one in saved]).select_related("document"):
        edit = Edit(row, row.document.content, plan.year)
        tick_dont_export(edit, ticked[row.LearnRefNumber])
        edits.append(edit)
    keep_many(edits, who, before)
    if plan.source_files is not None:
        ReturnYear.objects.filter(pk=of.pk).update(SourceFiles=plan.source_files)
    return len(learners)


def _edit_of(one: Restored, year: Year) -> Edit:
    """Give a learner the state of the snapshot."""
    assert one.row is not None and one.now is not None
    edit = Edit(one.row, one.now, year)
    if one.to_document is not None:
        if one.to_document != one.now:
            edit.do(Operation("replace", new=one.to_document))
        tick_dont_export(edit, one.dont_export)
    if one.is_deleted:
        edit.row.deleted = now_utc()
        edit.operations.append(Operation("delete"))
    elif one.comes_back:
        edit.row.deleted = None
        edit.operations.append(Operation("undelete"))
    return edit
