"""The work list kept in step with what was found: what is new is added, what is gone closed, what is still there stays.

Owner, reason and history of a thing to do are never touched here but where it is closed, opened again or comes back.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from openlet.reports.work import Line, Stake
from openlet.store.models import LearnerRow, WorkChange, WorkItem
from openlet.store.to_do import Wanted

OPEN, DONE, CLOSED = "open", "done", "closed"
CAME_BACK, CLOSED_ITSELF, OPENED_AGAIN = "came back", "closed", "opened again"
SAID = (
    "returned", "ukprn", "contract_id", "learner", "aim", "field", "expected", "deadline_return", "last_return",
)  # fmt: skip
COLUMNS = (
    "priority", "kind", "code", "bootcamp", "pence", "alone", "stake", "deadline", "is_closed", "aim_seq", "why",
    "found", "place", "said",
)  # fmt: skip
STATES = ("state", "came_back", "closed_when")


@dataclass(slots=True)
class _Written:
    """What has to be written: items new or changed, and what happened to some that were there, by itself."""

    items: list[WorkItem]
    happened: list[tuple[WorkItem, str]]


def keep_work(rows: Mapping[int, tuple[LearnerRow, Sequence[Wanted]]], gone: Collection[int], as_of: date) -> None:
    """Bring the work list of some learners in step; of those who are ``gone`` (deleted) all is closed."""
    kept: dict[int, dict[str, WorkItem]] = {}
    for item in WorkItem.objects.filter(learner__in={*rows, *gone}):
        kept.setdefault(item.learner_id, {})[item.key] = item
    now, written = datetime.now(UTC), _Written([], [])
    for key, (row, wanted) in rows.items():
        _compare(row, wanted, kept.get(key, {}), as_of, now, written)
    for key in gone:
        _close(kept.get(key, {}).values(), now, written)
    WorkItem.objects.bulk_create(
        written.items, update_conflicts=True, unique_fields=["learner", "key"], update_fields=[*COLUMNS, *STATES]
    )
    WorkChange.objects.bulk_create(WorkChange(item=item, what=what, when=now) for item, what in written.happened)


def close_work(gone: Collection[int]) -> None:
    """Close all that is to be done for learners who were deleted."""
    if gone:
        keep_work({}, gone, date.max)


def _compare(
    row: LearnerRow, wanted: Sequence[Wanted], kept: dict[str, WorkItem], as_of: date, now: datetime, written: _Written
) -> None:
    for one in wanted:
        item, columns = kept.pop(one.key, None), _columns(one)
        if item is None:
            written.items.append(WorkItem(learner=row, key=one.key, first_seen=now, **columns))
            continue
        happened = _still_there(item, row.version, as_of)
        changed = [name for name, value in columns.items() if getattr(item, name) != value]
        for name in changed:
            setattr(item, name, columns[name])
        if happened:
            written.happened.append((item, happened))
        if happened or changed:
            written.items.append(item)
    _close(kept.values(), now, written)


def _still_there(item: WorkItem, version: int, as_of: date) -> str:
    """Open an item again whose cause is there though it was closed, or done before a change or on an earlier day."""
    if item.state == CLOSED:
        item.state, item.closed_when = OPEN, None
        return OPENED_AGAIN
    if item.state == DONE and (item.done_version, item.done_day) != (version, as_of):
        item.state, item.came_back = OPEN, True
        return CAME_BACK
    return ""


def _close(items: Collection[WorkItem], now: datetime, written: _Written) -> None:
    for item in items:
        if item.state != CLOSED:
            item.state, item.came_back, item.closed_when = CLOSED, False, now
            written.items.append(item)
            written.happened.append((item, CLOSED_ITSELF))


def _columns(one: Wanted) -> dict[str, Any]:
    line = one.line
    return {
        "priority": line.priority, "kind": line.kind, "code": line.code, "bootcamp": line.bootcamp or "",
        "pence": line.pence, "alone": line.alone, "stake": _stake_text(line.stake), "deadline": line.deadline,
        "is_closed": line.is_closed, "aim_seq": line.aim_seq, "why": line.why, "found": line.found or "",
        "place": one.place, "said": {name: getattr(line, name) for name in SAID},
    }  # fmt: skip


def _stake_text(stake: Stake) -> str:
    return "\t".join(f"{name}={pence}" for name, pence in sorted(stake.items()))


def stake_in(text: str) -> Stake:
    """What hangs on an item, from the text that is kept of it."""
    named = (part.rpartition("=") for part in text.split("\t") if part)
    return {name: int(pence) for name, _, pence in named}


def line_of(item: WorkItem, as_of: date) -> Line:
    """An item as the line of the list that it was made from, with owner, done and reason."""
    done = ""
    if item.done_when is not None and (item.state == DONE or item.came_back):
        done = f"{item.done_when:%Y-%m-%d}" + (", came back" if item.came_back else "")
    elif item.state == CLOSED and item.closed_when is not None:
        done = f"{item.closed_when:%Y-%m-%d}, cause gone"
    return Line(
        as_of=as_of, priority=item.priority, kind=item.kind, code=item.code, bootcamp=item.bootcamp or None,
        stake=stake_in(item.stake), alone=item.alone, deadline=item.deadline, is_closed=item.is_closed,
        aim_seq=item.aim_seq, why=item.why, found=item.found, owner=item.owner or None, done=done or None,
        reason=item.reason or None, **item.said,
    )  # fmt: skip
