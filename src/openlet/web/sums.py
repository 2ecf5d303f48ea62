"""Sums of money over bootcamps, by milestone and part, as ``openlet pay`` would give them on the exported files.

Of a learner who is left out of the export nothing is payable: what would be is at risk until that is mended.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from openlet.payments.amounts import MILESTONES
from openlet.reports.aim_rows import phrase
from openlet.reports.outlook import PARTS
from openlet.store.models import BootcampState, LearnerState

PAID, PAYABLE, AT_RISK, LOST = "paid", "payable", "at_risk", "lost"
LEFT_OUT, UNREADABLE = "export", "unreadable"  # reasons of our own, beside WMCA's codes
OWN_PHRASES = {
    LEFT_OUT: "The learner is left out of the export",
    UNREADABLE: "A value that the payment turns on cannot be read",
}
Money = dict[str, int]  # pence by part


def _left_out(learner: str, state: str) -> Q:
    """Whether a learner is left out of the export, given the ways to the learner and to what was found."""
    return (
        Q(**{f"{learner}dont_export": True})
        | Q(**{f"{learner}faults__gt": 0})
        | Q(**{f"{state}gaps__gt": 0})
        | Q(**{f"{state}schema_faults__gt": 0})
    )


IS_LEFT_OUT = _left_out("learner__", "learner__state__")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one milestone of one bootcamp stands: state, pence in all, paid, and in the part that the state names.

    ``codes``: what keeps money at risk or lost.
    """

    name: str
    state: str
    worth: int
    paid: int
    rest: int
    codes: tuple[str, ...]

    @property
    def shown_codes(self) -> list[str]:
        """The codes that people know: WMCA's."""
        return [code for code in self.codes if code not in OWN_PHRASES]

    @property
    def is_left_out(self) -> bool:
        """Whether only the export keeps it from being payable."""
        return LEFT_OUT in self.codes


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
    """Every bootcamp once; deleted learners have no rows."""
    return BootcampState.objects.filter(own=True)


def state_is(name: str, state: str) -> Q:
    """The bootcamps whose milestone has a state."""
    raw = Q(**{name: state})
    if state == PAYABLE:
        return raw & ~IS_LEFT_OUT
    return raw | (Q(**{name: PAYABLE}) & IS_LEFT_OUT) if state == AT_RISK else raw


def sums(rows: "QuerySet[BootcampState]") -> dict[str, Money]:
    """Pence of each milestone by part, in one pass over the bootcamps."""
    asked: dict[str, Sum] = {}
    for name in MILESTONES:
        asked[f"{name}_in_{PAID}"] = Sum(f"{name}_paid")
        for part in (one for one in PARTS if one != PAID):
            asked[f"{name}_in_{part}"] = Sum(f"{name}_open", filter=state_is(name, part))
    found = rows.order_by().aggregate(**asked)
    return {name: {part: found[f"{name}_in_{part}"] or 0 for part in PARTS} for name in MILESTONES}


def together(by_milestone: dict[str, Money]) -> Money:
    """Pence of all milestones by part."""
    return {part: sum(parts[part] for parts in by_milestone.values()) for part in PARTS}


def of_everybody() -> Money:
    """Pence of all bootcamps of all years kept, by part: the same as all sums together, and quicker."""
    states = LearnerState.objects
    found: Money = {part: pence or 0 for part, pence in states.aggregate(**{part: Sum(part) for part in PARTS}).items()}
    held = states.filter(_left_out("learner__", ""), payable__gt=0).aggregate(held=Sum(PAYABLE))["held"] or 0
    return found | {PAYABLE: found[PAYABLE] - held, AT_RISK: found[AT_RISK] + held}


# One by one.

_COLUMNS = tuple(f"{name}{end}" for name in MILESTONES for end in ("", "_pence", "_paid", "_open", "_codes"))
_EXPORT = ("learner__dont_export", "learner__faults", "learner__state__gaps", "learner__state__schema_faults")


def standings(rows: "QuerySet[BootcampState]") -> Iterator[tuple[int, int, list[Standing]]]:
    """Of each bootcamp its key, that of its learner, and where its milestones stand."""
    for values in rows.values_list("pk", "learner_id", *_EXPORT, *_COLUMNS):
        is_left_out = any(values[2:6])
        made = [
            _standing(name, is_left_out, *values[6 + 5 * number : 11 + 5 * number])
            for number, name in enumerate(MILESTONES)
        ]
        yield values[0], values[1], made


def _standing(name: str, is_left_out: bool, state: str, worth: int, paid: int, rest: int, codes: str) -> Standing:
    if state == PAYABLE and is_left_out:
        return Standing(name, AT_RISK, worth, paid, rest, (LEFT_OUT, *codes.split()))
    held = tuple(codes.split()) or (UNREADABLE,) if state in (AT_RISK, LOST) else ()
    return Standing(name, state, worth, paid, rest, held)


def kept_back(rows: "QuerySet[BootcampState]", names: tuple[str, ...] = MILESTONES) -> "QuerySet[BootcampState]":
    """The bootcamps of which something is at risk or lost."""
    wanted = Q()
    for name in names:
        wanted |= state_is(name, AT_RISK) | state_is(name, LOST)
    return rows.filter(wanted)


def reasons_of(rows: "QuerySet[BootcampState]") -> list[Reason]:
    """What keeps money back, the gravest first. A milestone with two reasons counts under both."""
    learners: dict[str, set[int]] = {}
    counts: dict[str, list[int]] = {}
    for _, learner, milestones in standings(kept_back(rows).order_by()):
        for one in milestones:
            for code in one.codes:
                learners.setdefault(code, set()).add(learner)
                count = counts.setdefault(code, [0, 0, 0, 0])
                count[0] += 1
                count[1 if one.state == AT_RISK else 2] += one.rest
                count[3] += one.rest if len(one.codes) == 1 else 0
    words = {code: OWN_PHRASES.get(code) or phrase(code) for code in counts}
    made = [Reason(code, words[code], len(learners[code]), *count) for code, count in counts.items()]
    return sorted(made, key=lambda one: (-one.at_risk, -one.lost, one.code))
