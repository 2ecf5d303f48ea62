"""Settle all persons of a run, and find what the ledger has paid for that is no longer returned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openlet.contracts.terms import Contract, Contracts
from openlet.payments.bootcamps import Bootcamp, Settlement
from openlet.payments.claims import Claim
from openlet.payments.gather import orphans
from openlet.payments.history import with_history
from openlet.payments.kept import why_kept_though_absent
from openlet.payments.ledger import Entry
from openlet.payments.movement import Movement, movement, paid_before
from openlet.payments.persons import persons
from openlet.payments.returns import Standing
from openlet.payments.settle import settle


@dataclass(frozen=True, slots=True)
class Orphan:
    """Milestone aims of a learner whose bootcamp is not in the files given."""

    aims: tuple[Claim, ...]
    terms: Contract

    @property
    def claim(self) -> Claim:
        """The first of the aims."""
        return self.aims[0]


@dataclass(frozen=True, slots=True)
class Absent:
    """A bootcamp that the ledger has paid for and that the returns of its provider no longer hold."""

    entry: Entry
    moved: dict[str, Movement]


@dataclass(frozen=True, slots=True)
class Settled:
    """The whole answer of a run."""

    bootcamps: list[Bootcamp]
    orphans: list[Orphan]
    absent: list[Absent]
    run: Settlement

    @property
    def standing(self) -> Standing:
        """Which returns counted."""
        return self.run.standing

    @property
    def contracts(self) -> Contracts:
        """The contracts of the run."""
        return self.run.contracts

    @property
    def as_of(self) -> date:
        """The day of the run."""
        return self.run.as_of


def settle_all(claims: Iterable[Claim], run: Settlement) -> Settled:
    """Settle the claims of all returns, person by person. Their order changes nothing."""
    stands = run.standing
    counted = [claim for claim in claims if claim.returned in stands.current or claim.returned in stands.earlier]
    bootcamps: list[Bootcamp] = []
    lonely: list[Orphan] = []
    people = persons(counted)
    for person, paid in zip(people, run.ledger.of_each(people), strict=True):
        settled = settle(person, paid, run)
        bootcamps += [with_history(bootcamp) for bootcamp in settled]
        lonely += orphans_of(person, run)
    bootcamps.sort(key=_order)
    return Settled(bootcamps, lonely, _absent(bootcamps, run), run)


def _order(bootcamp: Bootcamp) -> tuple[object, ...]:
    claim = bootcamp.claim
    return (claim.UKPRN, claim.LearnRefNumber or "", claim.LearnAimRef, str(claim.LearnStartDate), claim.ULN or 0)


def orphans_of(person: list[Claim], run: Settlement) -> list[Orphan]:
    """The milestone aims of a person whose bootcamp is not in the returns given, by the bootcamp that they name."""
    by_bootcamp: dict[tuple[object, ...], list[Claim]] = {}
    for aim in sorted(orphans(person, run.standing), key=lambda aim: (aim.kind, str(aim.LearnStartDate))):
        by_bootcamp.setdefault((aim.UKPRN, aim.LearnRefNumber, aim.names), []).append(aim)
    return [Orphan(tuple(aims), run.contracts.terms_for(aims[0].UKPRN)) for aims in by_bootcamp.values()]


def _absent(bootcamps: list[Bootcamp], run: Settlement) -> list[Absent]:
    """What the ledger has paid to the providers of these files for bootcamps that are no longer in them."""
    used = {id(entry) for one in bootcamps for milestone in one.milestones.values() for entry in milestone.paid}
    providers = {one.UKPRN for one in run.standing.current}
    groups: list[dict[str, list[Entry]]] = []
    by_mark: dict[tuple[object, ...], dict[str, list[Entry]]] = {}
    for entry in run.ledger.entries:
        if entry.UKPRN in providers and id(entry) not in used:
            marks = _marks(entry)
            group = by_mark.get(marks[0]) or by_mark.get(marks[1])
            if group is None:
                groups.append(group := {})
            by_mark |= {mark: group for mark in marks if mark not in by_mark}
            group.setdefault(entry.milestone, []).append(entry)
    return [made for entries in groups if (made := _absence(entries, run)) is not None]


def _marks(entry: Entry) -> list[tuple[object, ...]]:
    """What makes two movements one bootcamp's: the ULN or, if that was corrected, the learner reference."""
    bootcamp = entry.key[:3]
    return [("ULN", entry.ULN, *bootcamp), ("learner", entry.LearnRefNumber, *bootcamp)]


def _absence(entries: dict[str, list[Entry]], run: Settlement) -> Absent | None:
    first = next(iter(entries.values()))[0]
    moved = {
        name: movement(0, paid, why_kept_though_absent(first.UKPRN, paid, run))
        for name, paid in entries.items()
        if paid_before(paid) > 0
    }
    if any(one.kept is None for one in moved.values()) or (moved and _year_is_here(entries, run)):
        return Absent(first, moved)
    return None


def _year_is_here(entries: dict[str, list[Entry]], run: Settlement) -> bool:
    return any(run.standing.covers(one.UKPRN, one.year) for paid in entries.values() for one in paid)


def movements(settled: Settled) -> list[Entry]:
    """What this run adds to the ledger: every milestone whose entitlement is not what was paid before."""
    found = [entry for bootcamp in settled.bootcamps for entry in movements_of(bootcamp)]
    return found + [entry for absent in settled.absent for entry in movements_of_absent(absent)]


def movements_of(bootcamp: Bootcamp) -> list[Entry]:
    """What a bootcamp adds to the ledger.

    Under the learner's ULN; what goes back from a learner without a real one, under the ULN that it was paid under.
    """
    claim, found = bootcamp.claim, []
    for name, one in bootcamp.milestones.items():
        if one.moved is None or one.moved.this_period == 0 or claim.LearnStartDate is None:
            continue
        uln = claim.real_uln or one.paid[-1].ULN
        year = one.claim.returned.year if one.claim else claim.returned.year
        found.append(
            Entry(
                uln, claim.UKPRN, claim.LearnRefNumber, claim.LearnAimRef, claim.LearnStartDate, name,
                one.moved.this_period, year, one.moved.movement, one.moved.this_period < 0,
            )
        )  # fmt: skip
    return found


def movements_of_absent(absent: Absent) -> list[Entry]:
    """What a bootcamp that is no longer returned adds to the ledger."""
    was = absent.entry
    return [
        Entry(
            was.ULN, was.UKPRN, was.LearnRefNumber, was.LearnAimRef, was.LearnStartDate, name,
            moved.this_period, was.year, moved.movement, True,
        )
        for name, moved in absent.moved.items()
        if moved.this_period
    ]  # fmt: skip
