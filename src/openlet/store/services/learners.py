"""What a person does to one learner: add, change a value, add and remove records, delete, bring back, hold back."""

import re
from collections.abc import Collection, Iterator
from itertools import count

from openlet.spec.years import year_of
from openlet.store.documents import ID, LEARNER, Document, Operation, checked, copy, record_at, with_ids
from openlet.store.models import Change, LearnerRow, ReturnYear
from openlet.store.refusals import Conflict
from openlet.store.services.editing import (
    Saved,
    add_documents,
    insert_record,
    judge_again,
    keep,
    now_utc,
    open_learner,
    refuse_texts,
    refuse_used,
    set_text,
    tick_dont_export,
    whole,
)

FIRST_REFERENCE = "L0001"


@whole
def add_learner(of: ReturnYear, who: str, LearnRefNumber: str = "", tree: Document | None = None) -> Saved:
    """Add a learner, with the next free reference unless one is given."""
    reference = LearnRefNumber or next_reference(of)
    year = year_of(str(of.year))
    document = {LEARNER: _numbered(with_ids(tree or {})) | {"LearnRefNumber": reference}}
    refuse_used(of, reference)
    checked(document, year)
    refuse_texts(document)
    saved = add_documents([(document, reference)], of, year, who, now_utc())[0]
    judge_again(LearnerRow.objects.select_related("of__provider").get(pk=saved.learner))
    return saved


def _numbered(tree: Document) -> Document:
    """The tree with a number for each learning delivery that has none (A-057)."""
    aims = tree.get("LearningDelivery", [])
    used = {aim.get("AimSeqNumber") for aim in aims}
    free = (str(number) for number in count(1) if str(number) not in used)
    for aim in aims:
        if not aim.get("AimSeqNumber"):
            aim["AimSeqNumber"] = next(free)
    return tree


def next_reference(of: ReturnYear) -> str:
    """The reference after that of the learner added last; deleted learners keep theirs."""
    return next(free_references(of))


def free_references(of: ReturnYear) -> Iterator[str]:
    """The references that follow that of the learner added last and that nobody of the year has or had."""
    used = set(LearnerRow.objects.filter(of=of).values_list("LearnRefNumber", flat=True))
    last = LearnerRow.objects.filter(of=of).order_by("-pk").values_list("LearnRefNumber", flat=True).first()
    matched = re.fullmatch(r"(.*?)([0-9]+)", last or "", re.DOTALL) or re.fullmatch(r"(L)([0-9]+)", FIRST_REFERENCE)
    assert matched is not None
    stem, width = matched[1], len(matched[2])
    listed = (f"{stem}{number:0{width}d}" for number in count(int(matched[2])))
    return (reference for reference in listed if reference not in used)


@whole
def set_field(learner: int, path: str, text: str, base: str, who: str) -> Saved:
    """Save one value as typed; an empty text takes the value away. Raises ``Conflict``, ``Gone``, ``NotDone``."""
    edit = open_learner(learner)
    set_text(edit, path, text, base)
    return keep(edit, who)


@whole
def add_record(learner: int, path: str, who: str, tree: Document | None = None, position: int | None = None) -> Saved:
    """Add a record to the list at a path, last unless a position is given; ``Saved.record`` is its ``_id``."""
    edit = open_learner(learner)
    insert_record(edit, path, tree or {}, position)
    return keep(edit, who, record=edit.operations[-1].new[ID])


@whole
def remove_record(learner: int, path: str, expected_version: int, who: str, own: Collection[int] = ()) -> Saved:
    """Remove a record that nobody has changed since the version that the screen shows.

    ``own`` are later versions that the same screen made: what it shows holds them.
    """
    edit = open_learner(learner)
    tree, position = record_at(edit.document, path, edit.year)
    later = Change.objects.filter(learner_id=learner, version__gt=expected_version).exclude(version__in=own)
    if any(change.action == "replace" or f"{change.path}/".startswith(f"{path}/") for change in later):
        raise Conflict(path, None, copy(tree), None)
    edit.do(Operation("remove", path, old=copy(tree), position=position))
    return keep(edit, who)


@whole
def delete_learner(learner: int, who: str, judge_now: bool = True) -> Saved:
    """Delete a learner. Document, history and reference are kept, so it can be undone."""
    edit = open_learner(learner)
    edit.row.deleted = now_utc()
    edit.operations.append(Operation("delete"))
    return keep(edit, who, judge_now=judge_now)


@whole
def undelete_learner(learner: int, who: str) -> Saved:
    """Bring a deleted learner back; nothing happens to one who is there."""
    edit = open_learner(learner, deleted_too=True)
    if edit.row.deleted is not None:
        edit.row.deleted = None
        edit.operations.append(Operation("undelete"))
    return keep(edit, who)


@whole
def set_dont_export(learner: int, ticked: bool, who: str) -> Saved:
    """Set or clear the user's own Don't-export tick; the automatic exclusion is not touched."""
    edit = open_learner(learner)
    tick_dont_export(edit, ticked)
    return keep(edit, who)
