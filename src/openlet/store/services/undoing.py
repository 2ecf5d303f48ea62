"""Undo: one's own changes are taken back when what they made still stands."""

from openlet.store.documents import Operation, copy, record_at
from openlet.store.models import Change
from openlet.store.refusals import Conflict, NotDone
from openlet.store.services.editing import (
    Edit,
    Saved,
    insert_record,
    keep,
    open_learner,
    set_text,
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
    edit = open_learner(done.learner_id, deleted_too=done.action == "delete")
    _reverse(edit, done)
    return keep(edit, who, undoes=done)


def _reverse(edit: Edit, done: Change) -> None:
    if done.action == "set":
        set_text(edit, done.path, done.old or "", done.new or "")
    elif done.action == "add":
        tree, position = record_at(edit.document, done.path, edit.year)
        if tree != done.new:
            raise Conflict(done.path, done.new, copy(tree), None)
        edit.do(Operation("remove", done.path, old=copy(tree), position=position))
    elif done.action == "remove":
        insert_record(edit, done.path.rpartition("/")[0], done.old, done.position)
    elif done.action == "delete" and edit.row.deleted is not None:
        edit.row.deleted = None
        edit.operations.append(Operation("undelete"))
    elif done.action == "dont_export" and edit.row.dont_export == done.new:
        tick_dont_export(edit, done.old)
    else:
        raise NotDone("That change cannot be undone by itself. Restore the learner from a snapshot instead.")
