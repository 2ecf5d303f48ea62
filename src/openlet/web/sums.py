"""Sums of money over bootcamps, by milestone and part, as ``openlet pay`` would give them on the exported files.

Of a learner who is left out of the export nothing is payable: what would be is at risk until that is mended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Sum, Value, When

from openlet.payments.amounts import MILESTONES
from openlet.reports.aim_rows import phrase
from openlet.reports.outlook import PARTS
from openlet.store.models import BootcampState

PAYABLE, AT_RISK, LOST = "payable", "at_risk", "lost"
LEFT_OUT, UNREADABLE = "export", "unreadable"  # reasons of our own, beside WMCA's codes
OWN_PHRASES = {
    LEFT_OUT: "The learner is left out of the export",
    UNREADABLE: "A value that the payment turns on cannot be read",
}
IS_LEFT_OUT = (
    Q(learner__dont_export=True)
    | Q(learner__faults__gt=0)
    | Q(learner__state__gaps__gt=0)
    | Q(learner__state__schema_faults__gt=0)
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What keeps money back: how many learners and milestones, pence at risk and lost, pence by this reason alone."""

    code: str
    phrase: str
    learners: int
    milestones: int
    at_risk: int
    lost: int
    alone: int


def bootcamps() -> "QuerySet[BootcampState]":
    """Every bootcamp once, with the state of each milestone as it counts for money: ``M1_state`` ..."""
    rows = BootcampState.objects.filter(own=True, learner__deleted=None)
    made = {f"{name}_state": _state(name) for name in MILESTONES}
    left_out = Case(When(IS_LEFT_OUT, then=Value(1)), default=Value(0))
    return rows.annotate(left_out=left_out, **made)


def _state(name: str) -> Case:
    held_back = When(IS_LEFT_OUT & Q(**{name: PAYABLE}), then=Value(AT_RISK))
    return Case(held_back, default=F(name), output_field=CharField())


def sums(rows: "QuerySet[BootcampState]") -> dict[str, dict[str, int]]:
    """Pence of each milestone by part, in one pass over the bootcamps."""
    asked: dict[str, Sum] = {}
    for name in MILESTONES:
        asked |= {f"{name}_in_{part}": Sum(f"{name}_open", filter=Q(**{f"{name}_state": part})) for part in PARTS}
        asked[f"{name}_in_paid"] = Sum(f"{name}_paid")
    found = rows.order_by().aggregate(**asked)
    return {name: {part: found[f"{name}_in_{part}"] or 0 for part in PARTS} for name in MILESTONES}


def together(by_milestone: dict[str, dict[str, int]]) -> dict[str, int]:
    """Pence of all milestones by part."""
    return {part: sum(parts[part] for parts in by_milestone.values()) for part in PARTS}


def codes_of(row: Any, name: str) -> tuple[str, ...]:
    """What keeps a milestone's money at risk or lost, as codes; none where nothing does."""
    state, raw = getattr(row, f"{name}_state"), getattr(row, name)
    if state not in (AT_RISK, LOST):
        return ()
    held = (LEFT_OUT,) if state != raw else ()
    codes = tuple(getattr(row, f"{name}_codes").split())
    return (*held, *codes) or (UNREADABLE,)


def reasons_of(rows: Sequence[Any]) -> list[Reason]:
    """What keeps money back, the gravest first. A milestone with two reasons counts under both."""
    learners: dict[str, set[int]] = {}
    counts: dict[str, list[int]] = {}
    for row in rows:
        for name in MILESTONES:
            codes, pence = codes_of(row, name), getattr(row, f"{name}_open")
            for code in codes:
                learners.setdefault(code, set()).add(row.learner_id)
                count = counts.setdefault(code, [0, 0, 0, 0])
                count[0] += 1
                count[1 if getattr(row, f"{name}_state") == AT_RISK else 2] += pence
                count[3] += pence if len(codes) == 1 else 0
    made = [
        Reason(code, OWN_PHRASES.get(code) or phrase(code), len(learners[code]), *count)
        for code, count in counts.items()
    ]
    return sorted(made, key=lambda one: (-one.at_risk, -one.lost, one.code))
