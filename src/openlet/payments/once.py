"""Once per ULN: one continuing bootcamp, one Milestone 1, one Milestone 2 and (by our reading) one Milestone 3."""

import re
from collections.abc import Sequence
from datetime import date

from openlet.contracts.terms import Readings
from openlet.facts.completion import CONTINUING
from openlet.payments.amounts import M1, M3, MILESTONES
from openlet.payments.bootcamps import Bootcamp, Settlement
from openlet.payments.claims import Fault
from openlet.payments.kept import keeps, why_kept_though_absent
from openlet.payments.ledger import Entry
from openlet.payments.movement import paid_before
from openlet.payments.verdicts import Unmet
from openlet.payments.words import day
from openlet.spec.scheme import GUIDE, reasons

ONCE = ("NP-11", "NP-12", "NP-13", "MC-14")  # the reasons that are given here
NAMED = re.compile(r"(\S+) of UKPRN ([0-9]{8})")  # as _named and the ledger's bootcamps are worded
COMES_FIRST = {1: "was returned first", 2: "has the lower UKPRN", 3: "comes first by its reference"}  # after the day


def one_continuing(bootcamps: list[Bootcamp]) -> None:
    """Of several continuing bootcamps only the one that started first is paid (A-157, AMB-43)."""
    continuing = [
        one for one in bootcamps if one.claim.CompStatus == CONTINUING and one.claim.LearnStartDate is not None
    ]
    contenders = [
        one
        for one in continuing
        if one.case.terms.readings.two_continuing == "earliest_any" or not one.milestones[M1].no_pay
    ]
    if len(contenders) < 2:
        return
    ordered = sorted(contenders, key=lambda one: _order(one, M1))
    first = ordered[0]
    for other in ordered[1:]:
        _stop(other, "NP-13", MILESTONES, f"{_named(first)} started first, on {day(first.claim.LearnStartDate)}")
        if other.claim.LearnStartDate == first.claim.LearnStartDate:
            for one in (first, other):
                one.to_do.append(_same_start(one, first))


def once(bootcamps: list[Bootcamp], name: str, paid: list[Entry], run: Settlement) -> None:
    """At most one payment of a milestone for one person in the wave (NP-11, NP-12, MC-14)."""
    elsewhere = _paid_elsewhere(bootcamps, name, paid, run)
    candidates = [one for one in bootcamps if one.milestones[name].is_payable]
    kept = [one for one in bootcamps if not one.milestones[name].is_payable and keeps(one, one.milestones[name], run)]
    if not candidates or (len(candidates) == 1 and not elsewhere and not kept):
        return
    winner = None if elsewhere or kept else _winner(candidates, name)
    for one in candidates:
        if one is winner:
            continue
        counted = (
            f"{_named(winner)}, {_why_first(winner, one, name)}"
            if winner
            else f"{_named(kept[0])}, which was paid before"
            if kept
            else elsewhere
        )
        if name == M3:
            one.milestones[name].lost.append(
                Unmet("MC-14", f"A Milestone 3 was already counted for this ULN: {counted}. Only one is paid.")
            )
        else:
            _stop(one, "NP-11" if name == M1 else "NP-12", (name,), f"it was counted for {counted}")


def _winner(candidates: list[Bootcamp], name: str) -> Bootcamp:
    if _readings(candidates[0]).dup_winner == "first_paid":
        already = [one for one in candidates if _paid(one, name)]
        candidates = already or candidates
    return min(candidates, key=lambda one: _order(one, name))


def _order(bootcamp: Bootcamp, name: str) -> tuple[date, date, int, str, date, int]:
    """Earliest day, then first returned first, then lowest UKPRN (AMB-41); the rest so that input order never matters.

    The day is the bootcamp's start for Milestone 1 and the day of the offer for Milestones 2 and 3.
    """
    claim = bootcamp.claim
    started = claim.LearnStartDate or date.max
    offered = bootcamp.milestones[name].claim
    day_that_counts = started if name == M1 else (offered.LearnStartDate if offered else None) or date.max
    first = bootcamp.case.first_returned
    return (day_that_counts, first, claim.UKPRN, claim.LearnAimRef, started, claim.AimSeqNumber or 0)


def _why_first(winner: Bootcamp, other: Bootcamp, name: str) -> str:
    """By what a bootcamp comes before another one, in words."""
    if _paid(winner, name) and not _paid(other, name) and _readings(winner).dup_winner == "first_paid":
        return "which was paid before"
    own, others = _order(winner, name), _order(other, name)
    when = f"{'which started' if name == M1 else 'whose offer was'} %s {day(own[0])}"
    if own[0] != others[0]:
        return when % "first, on"
    at = next((at for at, (one, another) in enumerate(zip(own, others, strict=True)) if one != another), 0)
    return when % "the same day," + f" and which {COMES_FIRST.get(at, COMES_FIRST[3])}"


def _paid(bootcamp: Bootcamp, name: str) -> bool:
    return paid_before(bootcamp.milestones[name].paid) > 0


def _readings(bootcamp: Bootcamp) -> Readings:
    return bootcamp.case.terms.readings


def _paid_elsewhere(bootcamps: list[Bootcamp], name: str, paid: list[Entry], run: Settlement) -> str | None:
    """A bootcamp of the person that the ledger has paid this milestone for and that is not in these files."""
    present = {one.case.key for one in bootcamps}
    sums: dict[tuple[int, str, date], list[Entry]] = {}
    for entry in paid:
        if entry.milestone == name and entry.key[:3] not in present and _in_wave(entry.LearnStartDate, run):
            sums.setdefault(entry.key[:3], []).append(entry)
    for (ukprn, ref, start), entries in sorted(sums.items()):
        if paid_before(entries) > 0 and why_kept_though_absent(ukprn, entries, run) is not None:
            return f"{ref} of UKPRN {ukprn}, started {day(start)}, in the ledger"
    return None


def _in_wave(start: date, run: Settlement) -> bool:
    terms = run.contracts.all[0]
    return terms.wave_from <= start <= terms.wave_to


def _stop(bootcamp: Bootcamp, code: str, names: Sequence[str], why: str) -> None:
    """Put a once-per-ULN reason on some milestones."""
    reason = reasons()[code]
    claim = bootcamp.claim
    fault = Fault(
        code=code,
        no_pay=True,
        message=f"{reason.phrase}: {why}. Nothing to mend unless a ULN, date or completion status is wrong.",
        source=f"{GUIDE}, No pay rules, {reason.statements}",
        blocks=tuple(names),
        AimSeqNumber=claim.AimSeqNumber,
        fields={"ULN": str(claim.ULN), "LearnStartDate": str(claim.LearnStartDate)},
    )
    bootcamp.stopped.append(fault)
    for milestone in bootcamp.milestones.values():
        if milestone.name in names:
            milestone.no_pay.append(fault)


def _same_start(bootcamp: Bootcamp, winner: Bootcamp) -> Fault:
    return Fault(
        code="WMCA_TwoContinuing_01",
        no_pay=False,
        message=f"Two continuing bootcamps started on {day(bootcamp.claim.LearnStartDate)}; {_named(winner)} was taken "
        "as the first. Check both start dates and tell the authority which one counts.",
        source=f"{GUIDE}, No pay rules, A-157",
        priority=2,
        AimSeqNumber=bootcamp.claim.AimSeqNumber,
        fields={"LearnStartDate": str(bootcamp.claim.LearnStartDate)},
    )


def counted_for(message: str) -> tuple[str, int] | None:
    """The bootcamp and the UKPRN that a once-per-ULN reason names as the one that counts; None where it names none."""
    found = NAMED.search(message)
    return (found[1], int(found[2])) if found else None


def _named(bootcamp: Bootcamp) -> str:
    return f"{bootcamp.claim.LearnAimRef} of UKPRN {bootcamp.claim.UKPRN}"
