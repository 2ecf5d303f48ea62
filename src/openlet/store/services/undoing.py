"""Undo: one's own changes are taken back when what they made still stands."""

from openlet.store.documents import Operation
from openlet.store.models import Change
from openlet.store.refusals import NotDone
from openlet.store.services.editing import (
    Edit,
    Saved,
    insert_record,
    keep,
    open_learner,
    set_text,
    take_out_record,
    tick_dont_export,
    whole,
)


@whole
def undo(change: int, who: str) -> Saved:
    """Undo one's own change under the same rule of conflict: what stands there must be what the change made."""
    done = Change.objects.filter(pk=change).first()
    if done is None or done.who != who:
        raise NotDone("Only the person who made a change can undo it. Change the value itself instead.")
    if Change.objects.filter(undoes=done).exists():
        raise NotDone("That change was undone already.")
    return _undo([done], who)


@whole
def undo_version(learner: int, version: int, who: str, judge_now: bool = True) -> Saved:
    """Undo all that one save of one's own did to a learner, under the same rule of conflict for each place.

    ``judge_now`` as in ``editing.keep``.
    """
    done = list(Change.objects.filter(learner_id=learner, version=version).order_by("pk"))
    if not done or any(change.who != who for change in done):
        raise NotDone("Only the person who did this can undo it. Change the values themselves instead.")
    if Change.objects.filter(undoes__in=done).exists():
        raise NotDone("That, or a part of it, was undone already. Look at the history of the learner.")
    return _undo(done, who, judge_now)


def _undo(done: list[Change], who: str, judge_now: bool = True) -> Saved:
    """Take back the changes of one learner, the last one first."""
    edit = open_learner(done[0].learner_id, deleted_too=any(change.action == "delete" for change in done))
    undoes: dict[int, Change] = {}
    for change in reversed(done):
        undoes[len(edit.operations)] = change
        _reverse(edit, change)
    return keep(edit, who, undoes, judge_now=judge_now)


def _reverse(edit: Edit, done: Change) -> None:
    if done.action == "set":
        set_text(edit, done.path, done.old or "", done.new or "")
    elif done.action == "add":
        take_out_record(edit, done.path, done.new)
    elif done.action == "remove":
        insert_record(edit, done.path.rpartition("/")[0], done.old, done.position)
    elif done.action == "delete" and edit.row.deleted is not None:
        edit.row.deleted = None
        edit.operations.append(Operation("undelete"))
    elif done.action == "dont_export" and edit.row.dont_export == done.new:
        tick_dont_export(edit, done.old)
    else:
        raise NotDone("That change cannot be undone by itself. Restore the learner from a snapshot instead.")
