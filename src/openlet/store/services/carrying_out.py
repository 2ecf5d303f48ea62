"""Carry out an action: several steps on one learner, all of them or none, in one version."""

from collections.abc import Iterable, Sequence

from openlet.store.documents import DESTINATIONS, ID, LEARNER, Operation
from openlet.store.models import Change
from openlet.store.refusals import Overtaken
from openlet.store.services.editing import (
    Edit,
    Saved,
    insert_record,
    keep,
    open_learner,
    set_text,
    take_out_record,
    whole,
)

ON_THE_DOCUMENT = ("set", "add", "remove", "replace")


@whole
def carry_out(
    learner: int,
    operations: Sequence[Operation],
    expected_version: int,
    who: str,
    reads: Iterable[str] | None = None,
) -> Saved:
    """Do all operations of an action at once; ``Saved.record`` is the ``_id`` of the first record added.

    ``reads`` are the paths of what the action was planned from (``Plan.reads``); None is the whole learner. Raises
    ``Overtaken`` where one of them was changed since ``expected_version``, the version that the plan was made from,
    ``Conflict`` where an operation does not find its ``old``, ``Gone`` and ``NotDone``; then nothing is done.
    """
    edit = open_learner(learner)
    _refuse_overtaken(edit, expected_version, (LEARNER, DESTINATIONS) if reads is None else tuple(reads))
    for operation in operations:
        _do(edit, operation)
    added = next((one.new[ID] for one in edit.operations if one.action == "add"), "")
    return keep(edit, who, record=added)


def _refuse_overtaken(edit: Edit, expected_version: int, reads: Sequence[str]) -> None:
    later = Change.objects.filter(learner_id=edit.row.pk, version__gt=expected_version, action__in=ON_THE_DOCUMENT)
    for change in later:
        if change.action == "replace" or any(_meet(change.path, path) for path in reads):
            raise Overtaken(change.path)


def _meet(one: str, other: str) -> bool:
    """Whether one place lies within the other."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _do(edit: Edit, operation: Operation) -> None:
    if operation.action == "set":
        set_text(edit, operation.path, operation.new or "", operation.old or "")
    elif operation.action == "add":
        insert_record(edit, operation.path.rpartition("/")[0], operation.new, operation.position)
    elif operation.action == "remove":
        take_out_record(edit, operation.path, operation.old)
    else:
        raise ValueError(f"an action cannot {operation.action} a document")
