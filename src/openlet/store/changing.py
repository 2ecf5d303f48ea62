"""What a change of one planned value would do to each of many learners, before anything is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openlet.spec.years import Year, year_of
from openlet.store.cohorts import BOOTCAMP, STAR, bootcamp_in, template
from openlet.store.documents import Document, checked, copy
from openlet.store.judging import Basis
from openlet.store.models import LearnerRow
from openlet.store.refusals import NotDone
from openlet.store.services.changing_many import Wanted
from openlet.store.services.judged_rows import Rows, would_be
from openlet.store.slots import Slot, slot_at, standing, text_at_place, with_text

SET, ADD, TAKE = "set", "add", "take"


@dataclass(frozen=True, slots=True)
class Planned:
    """A value that many learners are to have. ``pattern`` is that of a field or a box (``store.cohorts``).

    ``how``: ``set`` the value; of a type with several boxes, whose key the pattern then is
    (``.../LearningDeliveryFAM:DAM``), ``add`` the code to those that are there or ``take`` it away. ``LearnAimRef``
    and ``start`` (as they stand in the records) say which aim of a learner is meant.
    """

    pattern: str
    how: str
    text: str
    LearnAimRef: str
    start: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of one learner: ``now`` and ``then`` are the rows before and after."""

    row: LearnerRow
    wanted: Wanted
    now: Rows
    then: Rows

    @property
    def new_messages(self) -> list[dict[str, str]]:
        """The messages that are not there now."""
        return _without(self.then.judgement.messages, self.now.judgement.messages)

    @property
    def gone_messages(self) -> list[dict[str, str]]:
        """The messages that would go."""
        return _without(self.now.judgement.messages, self.then.judgement.messages)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do: who changes, who has the value already, and whom it cannot concern, with the reason."""

    changed: tuple[Foreseen, ...]
    same: tuple[LearnerRow, ...]
    left_alone: tuple[tuple[LearnerRow, str], ...]


def preview(rows: Sequence[LearnerRow], planned: Planned, basis: Basis) -> Preview:
    """What a change would do to learners, who come with their documents. Raises ``NotDone`` for a wrong pattern."""
    same, left_alone, wanted = [], [], []
    before: dict[int, Document] = {}
    after: dict[int, Document] = {}
    for row in rows:
        year = year_of(str(row.document.year))
        document = checked(row.document.content, year)
        try:
            one = wanted_of(row, document, year, planned)
        except NotDone as error:
            left_alone.append((row, str(error)))
            continue
        if one is None:
            same.append(row)
            continue
        wanted.append((row, one))
        before[row.pk] = document
        after[row.pk] = with_text(copy(document), one.path, one.new, year)
    now, then = would_be(before, basis), would_be(after, basis)
    changed = tuple(Foreseen(row, one, now[row.pk], then[row.pk]) for row, one in wanted)
    return Preview(changed, tuple(same), tuple(left_alone))


def wanted_of(row: LearnerRow, document: Document, year: Year, planned: Planned) -> Wanted | None:
    """One learner's part of a change; None where there is nothing to do. Raises ``NotDone``."""
    change = change_of(document, year, planned)
    return None if change is None else Wanted(row.pk, row.version, *change)


def change_of(document: Document, year: Year, planned: Planned) -> tuple[str, str, str] | None:
    """Path, old and new text of a change; None where there is nothing to do. Raises ``NotDone``."""
    path = _path(document, planned)
    if planned.how == SET:
        old = text_at_place(document, path, year)
        return None if old == planned.text else (path, old, planned.text)
    slot, held = _codes(document, path, year)
    if planned.how == TAKE:
        return (f"{path}:{held.index(planned.text) + 1}", planned.text, "") if planned.text in held else None
    if planned.text in held:
        return None
    most = slot.of.types[slot.kind].boxes
    if most is not None and len(held) >= most:
        raise NotDone(f"The aim has {most} {slot.kind} codes, as many as there can be. Take one away first.")
    return (f"{path}:{len(held) + 1}", "", planned.text)


def changed_template(tree: Document, year: Year, planned: Planned) -> Document | None:
    """A cohort's template with the change, None where there is nothing to do. Raises ``NotDone``."""
    made = template(tree)
    change = change_of(made, year, planned)
    return None if change is None else with_text(made, change[0], change[2], year)


def text_now(document: Document, year: Year, planned: Planned) -> str:
    """What a learner has now: the value, or all codes of the type. Raises ``NotDone``."""
    path = _path(document, planned)
    return text_at_place(document, path, year) if planned.how == SET else ", ".join(_codes(document, path, year)[1])


def _path(document: Document, planned: Planned) -> str:
    if not planned.pattern.startswith(f"{BOOTCAMP}/"):
        return planned.pattern
    return planned.pattern.replace(STAR, bootcamp_in(document, planned.LearnAimRef, planned.start), 1)


def _codes(document: Document, key: str, year: Year) -> tuple[Slot, list[str]]:
    """The codes of a type that stand in its boxes, first box first."""
    slot = slot_at(f"{key}:1", year)
    assert slot is not None
    return slot, [str(one[slot.of.value_element]) for one in standing(document, slot, year)]


def _without(messages: Sequence[Mapping[str, str]], others: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    known = {(one["code"], one["text"]) for one in others}
    return [dict(one) for one in messages if (one["code"], one["text"]) not in known]
