"""What stops money: each no-pay reason and each unmet condition of a run, with what it alone keeps back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from openlet.payments.amounts import M1, M2, M3
from openlet.payments.bootcamps import NO_PAY, NOT_REACHED, Bootcamp, Milestone
from openlet.payments.claims import Claim, Fault
from openlet.payments.settled import Orphan
from openlet.payments.verdicts import Unmet
from openlet.reports.judged import Judged, Reference

MILESTONE_OF = {"Z2": M2, "Z3": M3}
NAMES_ANOTHER_BOOTCAMP = "MC-06"


@dataclass(frozen=True, slots=True)
class Stop:
    """A no-pay reason on an aim.

    ``pence``: what would be paid if this reason, and no other, were gone. ``first_seen`` and ``returns_open``: since
    which return it has been there without a break, and in how many; None for what is decided over all providers
    together (once per ULN), which a single return does not show.
    """

    fault: Fault
    claim: Claim
    bootcamp: Bootcamp | None
    pence: int
    learner_pence: int
    first_seen: str | None
    returns_open: int | None


@dataclass(frozen=True, slots=True)
class NotMet:
    """A milestone condition that is not met on a bootcamp, or on a milestone aim (``claim``).

    ``is_claimed``: the milestone was claimed, so that something returned earns nothing; not one that is yet to come.
    ``pence``: what would be paid if this condition, and nothing else, stood against it.
    """

    unmet: Unmet
    milestone: str
    claim: Claim
    is_claimed: bool
    pence: int
    learner_pence: int


def stops(run: Judged) -> list[Stop]:
    """Every no-pay reason of the run, each once for an aim."""
    withheld = withheld_by_learner(run)
    found = []
    for bootcamp in run.settled.bootcamps:
        for fault in bootcamp.no_pay:
            claim = _aim_of(fault, bootcamp)
            kept_back = sum(_alone(fault, milestone) for milestone in bootcamp.milestones.values())
            age = _age(fault, run.history(bootcamp, claim), run)
            found.append(Stop(fault, claim, bootcamp, kept_back, withheld[_learner(claim)], *age))
    for orphan in run.settled.orphans:
        for aim in orphan.aims:
            for fault in aim.faults:
                if fault.no_pay:
                    age = _age(fault, run.history(None, aim), run)
                    found.append(Stop(fault, aim, None, 0, withheld[_learner(aim)], *age))
    return found


def not_met(run: Judged) -> list[NotMet]:
    """Every milestone condition of the run that is not met."""
    withheld = withheld_by_learner(run)
    found = []
    for bootcamp in run.settled.bootcamps:
        for name, milestone in bootcamp.milestones.items():
            claim = milestone.claim or bootcamp.claim
            for unmet in milestone.unmet:
                is_claimed = name == M1 or milestone.claim is not None or unmet.code == NAMES_ANOTHER_BOOTCAMP
                pence = _if_met(unmet, milestone)
                found.append(NotMet(unmet, name, claim, is_claimed, pence, withheld[_learner(claim)]))
    worded = _orphans_in_words(run) if run.settled.orphans else {}
    for orphan in run.settled.orphans:
        for aim, unmet in zip(orphan.aims, worded[_orphan_key(orphan)], strict=True):
            found.append(NotMet(unmet, MILESTONE_OF[aim.kind], aim, True, 0, withheld[_learner(aim)]))
    return found


def withheld_by_learner(run: Judged) -> Counter[Reference]:
    """The pence that no-pay reasons keep back from each learner, every milestone once."""
    total: Counter[Reference] = Counter()
    for bootcamp in run.settled.bootcamps:
        total[_learner(bootcamp.claim)] += sum(one.withheld for one in bootcamp.milestones.values())
    return total


def reason_key(fault: Fault) -> tuple[object, ...]:
    """What makes two faults one reason, as in ``Bootcamp.no_pay``."""
    return (fault.code, fault.AimSeqNumber, fault.blocks)


def without_a_break(history: Iterable[tuple[str, bool]]) -> tuple[str | None, int | None]:
    """Since which return, oldest first, something has been there without a break, and in how many returns.

    ``history``: the name of each return that could have it, and whether it has. Files of one return count as one.
    """
    has: dict[str, bool] = {}
    for name, is_there in history:
        has[name] = has.get(name, False) or is_there
    with_it = list(takewhile(has.__getitem__, reversed(has)))
    return (with_it[-1], len(with_it)) if with_it else (None, None)


def _learner(claim: Claim) -> Reference:
    return (claim.UKPRN, claim.LearnRefNumber)


def _aim_of(fault: Fault, bootcamp: Bootcamp) -> Claim:
    """The aim that a fault is on: the milestone aim for what stops a milestone and is not the bootcamp's own."""
    if any(fault is one for one in (*bootcamp.claim.faults, *bootcamp.stopped)):
        return bootcamp.claim
    stopped = (one.claim for one in bootcamp.milestones.values() if any(fault is each for each in one.no_pay))
    return next((aim for aim in stopped if aim is not None), bootcamp.claim)


def _alone(fault: Fault, milestone: Milestone) -> int:
    """The pence of a milestone that this reason alone keeps back."""
    reasons = {reason_key(one) for one in milestone.no_pay}
    is_alone = milestone.status == NO_PAY and reasons == {reason_key(fault)} and not milestone.missing
    return milestone.worth if is_alone else 0


def _if_met(unmet: Unmet, milestone: Milestone) -> int:
    others = [one for one in milestone.unmet if one is not unmet] or milestone.no_pay or milestone.missing
    return milestone.worth if milestone.status == NOT_REACHED and not others else 0


def _age(fault: Fault, history: list[Claim], run: Judged) -> tuple[str | None, int | None]:
    """Since which return a fault has been on an aim without a break, and in how many returns."""
    return without_a_break(
        (run.return_name(claim.returned), any(one.code == fault.code for one in claim.faults)) for claim in history
    )


def _orphans_in_words(run: Judged) -> dict[tuple[object, ...], list[Unmet]]:
    """What ``pay`` says of milestone aims whose bootcamp is not in the files."""
    return {
        (entry["UKPRN"], entry["LearnRefNumber"], entry["ULN"], entry["bootcamp"]["LearnAimRef"]): [
            _unmet(one) for one in entry["not_met"]
        ]
        for entry in run.answer["bootcamps"]
        if entry["bootcamp"]["LearnStartDate"] is None
    }


def _orphan_key(orphan: Orphan) -> tuple[object, ...]:
    return (orphan.claim.UKPRN, orphan.claim.LearnRefNumber, orphan.claim.ULN, orphan.claim.names)


def _unmet(entry: dict[str, Any]) -> Unmet:
    earliest = entry["earliest_possible_date"]
    return Unmet(
        entry["code"], entry["message"], entry["days_or_share"], date.fromisoformat(earliest) if earliest else None
    )
