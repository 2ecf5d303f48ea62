"""Values in the boxes of typed lists: DAM 1 to 6, SOF, provider specified A to D. Paths: ``openlet.store.slots``."""

from django.db.models import Q

from openlet.store.documents import ID, Document, Operation, copy, record_at, refuse_what_no_file_can_hold
from openlet.store.models import Change
from openlet.store.refusals import Conflict
from openlet.store.services.editing import Edit, Saved, insert_record, keep, open_learner, set_text, whole
from openlet.store.slots import Slot, slot_at, standing, text_in


@whole
def set_slot(learner: int, path: str, text: str, base: str, who: str) -> Saved:
    """Save the value of one box; an empty text takes its record away. Raises ``Conflict``, ``Gone``, ``NotDone``.

    ``base`` is what the screen started from. When the box does not hold it any more but another box of the type does,
    that value has moved up and is meant. ``Saved.record`` is the ``_id`` of a record that was added.
    """
    return set_place(learner, path, text, base, who)


@whole
def set_place(learner: int, path: str, text: str, base: str, who: str) -> Saved:
    """Save one value at the path of a field or of a box. Raises ``Conflict``, ``Gone``, ``NotDone``."""
    edit = open_learner(learner)
    return keep(edit, who, record=put(edit, path, text, base, who))


def put(edit: Edit, path: str, text: str, base: str, who: str) -> str:
    """Set one value at the path of a field or of a box; the ``_id`` of a record that was added, or ""."""
    slot = slot_at(path, edit.year)
    if slot is not None:
        return _set_slot(edit, slot, path, text, base, who)
    set_text(edit, path, text, base)
    return ""


def _set_slot(edit: Edit, slot: Slot, path: str, text: str, base: str, who: str) -> str:
    """Do it; the ``_id`` of a record that was added, or ""."""
    records = standing(edit.document, slot, edit.year)
    current = text_in(records, slot)
    held = _holding(records, slot, base)
    if text == (current if held is None else base) or not (text or base):
        return ""
    if held is None:
        if base or (current and not _is_own_gap(edit, slot, records, who)):
            raise Conflict(path, base, current, text)
        insert_record(edit, slot.list_path, {slot.of.type_element: slot.kind, slot.of.value_element: text}, None)
        return str(edit.operations[-1].new[ID])
    place = f"{slot.list_path}/{held[ID]}"
    if text:
        refuse_what_no_file_can_hold(text)
        edit.do(Operation("set", f"{place}/{slot.of.value_element}", old=base, new=text))
    else:
        tree, position = record_at(edit.document, place, edit.year)
        edit.do(Operation("remove", place, old=copy(tree), position=position))
    return ""


def _holding(records: list[Document], slot: Slot, base: str) -> Document | None:
    """The record that a screen means whose box held ``base``: of that box, or else the first that holds it."""
    if not base:
        return None
    if text_in(records, slot) == base:
        return records[slot.number - 1]
    return next((one for one in records if one[slot.of.value_element] == base), None)


def _is_own_gap(edit: Edit, slot: Slot, records: list[Document], who: str) -> bool:
    """Whether a box that holds something only looks empty because the person's own last change moved it up.

    Such is a box above one that was filled first, or one that was emptied: no conflict, the value is added.
    """
    if slot.of.types[slot.kind].boxes == 1:
        return False
    ids = {one[ID] for one in records}
    later = Change.objects.filter(learner_id=edit.row.pk).order_by("-pk")
    for change in later.filter(Q(path="", action="replace") | Q(path__startswith=f"{slot.list_path}/")).iterator():
        tree = change.new or change.old
        if not change.path:
            return False
        if change.action == "set":
            concerned = change.path.removeprefix(f"{slot.list_path}/").partition("/")[0] in ids
        else:
            concerned = tree.get(slot.of.type_element) == slot.kind
        if concerned:
            return bool(change.who == who)
    return False
