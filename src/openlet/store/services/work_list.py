"""Who does what of the work list, and what was done: for one item or many at once, each time with its history."""

from collections.abc import Collection
from typing import Any

from openlet.store.basis import working_day
from openlet.store.models import WorkChange, WorkItem
from openlet.store.refusals import NotDone
from openlet.store.services.editing import now_utc, whole
from openlet.store.services.work_rows import CLOSED, DONE, OPEN

ASSIGNED, REOPENED = "assigned", "reopened"
LONGEST_OWNER, LONGEST_REASON = 100, 500
AT_ONCE = 500  # so many are named in one question to the database


@whole
def assign_work(items: Collection[int], owner: str, who: str) -> int:
    """Give items to somebody, "" for nobody; say how many that changed. Raises ``NotDone``."""
    owner = _text(owner, "The owner's name", LONGEST_OWNER)
    return sum(_assign(chosen, owner, who) for chosen in _each(items))


@whole
def mark_done(items: Collection[int], reason: str, who: str) -> int:
    """Say of open items that they are done, and why or how; say how many. Raises ``NotDone``.

    They come back if the cause is still there when the learner is judged after a change or on a later day.
    """
    reason = _text(reason, "The reason", LONGEST_REASON)
    if not reason:
        raise NotDone("Say in a few words what was done. Nothing was marked as done.")
    return sum(_mark(chosen, reason, who) for chosen in _each(items))


@whole
def open_again(items: Collection[int], who: str) -> int:
    """Put items that somebody marked as done back on the list, with their reason; say how many."""
    number = 0
    for chosen in _each(items):
        done = [item for item in chosen if item.state == DONE]
        for item in done:
            item.state, item.came_back = OPEN, False
        number += _write(done, ["state", "came_back"], REOPENED, who, [(item.reason, "") for item in done])
    return number


def _each(items: Collection[int]) -> list[list[WorkItem]]:
    """The items that are named, locked, in portions."""
    keys = sorted(set(items))
    return [
        list(
            WorkItem.objects.select_for_update(of=("self",))
            .select_related("learner__of__provider")
            .filter(pk__in=keys[first : first + AT_ONCE])
        )
        for first in range(0, len(keys), AT_ONCE)
    ]


def _assign(chosen: list[WorkItem], owner: str, who: str) -> int:
    changed = [item for item in chosen if item.owner != owner and item.state != CLOSED]
    before = [(item.owner, owner) for item in changed]
    for item in changed:
        item.owner = owner
    return _write(changed, ["owner"], ASSIGNED, who, before)


def _mark(chosen: list[WorkItem], reason: str, who: str) -> int:
    changed = [item for item in chosen if item.state == OPEN]
    before = [(item.reason, reason) for item in changed]
    for item in changed:
        item.state, item.came_back, item.reason = DONE, False, reason
        item.done_by, item.done_when = who, now_utc()
        item.done_version, item.done_day = item.learner.version, working_day(item.learner.of.provider)
    columns = ["state", "came_back", "reason", "done_by", "done_when", "done_version", "done_day"]
    return _write(changed, columns, DONE, who, before)


def _write(items: list[WorkItem], columns: list[str], what: str, who: str, texts: list[tuple[str, str]]) -> int:
    if not items:
        return 0
    now = now_utc()
    values: dict[str, Any] = {name: getattr(items[0], name) for name in columns}
    alike = all(getattr(item, name) == values[name] for item in items for name in columns)
    if alike:
        WorkItem.objects.filter(pk__in=[item.pk for item in items]).update(**values)
    else:
        WorkItem.objects.bulk_update(items, columns)
    WorkChange.objects.bulk_create(
        WorkChange(item=item, what=what, old=old, new=new, who=who, when=now)
        for item, (old, new) in zip(items, texts, strict=True)
    )
    return len(items)


def _text(text: str, what: str, longest: int) -> str:
    text = " ".join(text.split())
    if len(text) > longest:
        raise NotDone(f"{what} is longer than {longest} characters. Shorten it; nothing was changed.")
    return text
