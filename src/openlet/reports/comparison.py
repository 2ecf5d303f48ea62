"""Two sides held against each other: who belongs together, which aims, what differs, and what it does to money."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from openlet.ilr.comparing import Difference, differences, pairs
from openlet.ilr.identifiers import is_valid_uln
from openlet.ilr.records import LearningDelivery, Record
from openlet.payments.amounts import M1, MILESTONES
from openlet.payments.bootcamps import Bootcamp, Milestone
from openlet.payments.movement import paid_before
from openlet.reports.sides import Found, Person, Side, aim_of
from openlet.spec.layout import Entity, entity
from openlet.spec.years import Year, year_of

LEARNER, DELIVERY, DESTINATION = "Learner", "LearningDelivery", "LearnerDestinationandProgression"
NEW, GONE, CHANGED, SAME = "new", "gone", "changed", "same"
NOT_THERE = "not there"

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """One milestone of one bootcamp on both sides, in pence, with its status in words."""

    milestone: str
    before: int
    after: int
    status_before: str
    status_after: str
    paid: int  # in the ledger

    @property
    def difference(self) -> int:
        """What it earns more (or less) than before."""
        return self.after - self.before

    @property
    def is_changed(self) -> bool:
        """Whether the amount is another, or the status of a milestone that is there on both sides."""
        statuses = (self.status_before, self.status_after)
        return self.difference != 0 or (NOT_THERE not in statuses and statuses[0] != statuses[1])


@dataclass(frozen=True, slots=True)
class AimPair:
    """An aim on both sides, or on one. ``rested``: the milestones that rested on it before."""

    before: LearningDelivery | None
    after: LearningDelivery | None
    differences: tuple[Difference, ...]
    money: tuple[Money, ...]
    rested: tuple[Milestone, ...]

    @property
    def aim(self) -> LearningDelivery:
        """The aim, as it is now if it still is."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def was_earning(self) -> int:
        """Pence that the milestones on it earned before."""
        return sum(_amount(one)[0] for one in self.rested)

    @property
    def paid(self) -> int:
        """Pence that the ledger has paid for them."""
        return sum(paid_before(one.paid) for one in self.rested)

    @property
    def change(self) -> str:
        """``new``, ``gone``, ``changed`` or ``same``."""
        return _change(self.before, self.after, bool(self.differences))


@dataclass(frozen=True, slots=True)
class PersonPair:
    """A learner on both sides, or on one, with the aims. ``differences`` are those of the learner, not of the aims."""

    before: Person | None
    after: Person | None
    differences: tuple[Difference, ...]
    aims: tuple[AimPair, ...]
    findings_new: tuple[Found, ...]
    findings_gone: tuple[Found, ...]

    @property
    def person(self) -> Person:
        """The person, as it is now if it still is there."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def change(self) -> str:
        """``new``, ``gone``, ``changed`` or ``same``."""
        is_changed = bool(self.differences) or any(aim.change != SAME for aim in self.aims)
        before, after = self.before, self.after
        if before is not None and after is not None and before.has_record != after.has_record:
            return GONE if before.has_record else NEW  # only a destination record is on the other side
        return _change(before, after, is_changed)


@dataclass(frozen=True)
class Comparison:
    """Two sides and all pairs of people, those on the older side first and in its order."""

    before: Side
    after: Side
    people: tuple[PersonPair, ...]
    file_findings_new: tuple[Found, ...] = field(default=())
    file_findings_gone: tuple[Found, ...] = field(default=())

    @cached_property
    def aims(self) -> list[tuple[PersonPair, AimPair]]:
        """Every aim with its person: paid ones that are gone first, the dearest before all, then gone, new, changed."""
        order = {GONE: 1, NEW: 2, CHANGED: 3, SAME: 4}
        listed = [(pair, aim) for pair in self.people for aim in pair.aims]
        return sorted(listed, key=lambda one: (0, -lost(one[1])) if lost(one[1]) else (order[one[1].change], 0))

    @cached_property
    def lost(self) -> int:
        """Pence that were paid or earned for aims that are gone, each milestone once."""
        gone = {id(one): one for _, aim in self.aims if aim.change == GONE for one in aim.rested}
        return sum(max(_amount(one)[0], paid_before(one.paid)) for one in gone.values())

    def findings(self) -> Iterator[tuple[str, PersonPair | None, Found]]:
        """Every finding that is new or gone, with the person it is on."""
        for pair in self.people:
            yield from ((NEW, pair, one) for one in pair.findings_new)
            yield from ((GONE, pair, one) for one in pair.findings_gone)
        yield from ((NEW, None, one) for one in self.file_findings_new)
        yield from ((GONE, None, one) for one in self.file_findings_gone)


def lost(aim: AimPair) -> int:
    """Pence that were paid or earned for an aim that is gone; 0 for every other aim."""
    return max(aim.was_earning, aim.paid) if aim.change == GONE else 0


def compare(before: Side, after: Side) -> Comparison:
    """Hold two sides against each other.

    People belong together by provider and LearnRefNumber; those left over by PrevLearnRefNumber, then by ULN. The year
    counts too where both sides have the same years.
    """
    one_year = {one.year for one in before.returns} == {one.year for one in after.returns}
    found = tuple(_pair(*both) for both in _together(before.people, after.people, one_year))
    new, gone = _found_differently(list(before.on_file), list(after.on_file), {}, {})
    return Comparison(before, after, found, new, gone)


# Who belongs together.


def _together(
    old: Sequence[Person], new: Sequence[Person], with_year: bool
) -> list[tuple[Person | None, Person | None]]:
    """The people that belong together: those with a learner record first, then those with a destination record only."""
    found: dict[int, Person] = {}
    left = list(new)
    for with_records in (True, False):
        for key_of_old, key_of_new in _ways(with_year):
            by_key: dict[Key, list[Person]] = defaultdict(list)
            for one in left:
                key = key_of_new(one) if one.has_record or not with_records else None
                if key is not None:
                    by_key[key].append(one)
            for at, one in enumerate(old):
                key = key_of_old(one) if at not in found and (one.has_record or not with_records) else None
                if key is not None and by_key.get(key):
                    found[at] = by_key[key].pop(0)
            taken = {id(one) for one in found.values()}
            left = [one for one in left if id(one) not in taken]
    both: list[tuple[Person | None, Person | None]] = [(one, found.get(at)) for at, one in enumerate(old)]
    return both + [(None, one) for one in left]


def _ways(with_year: bool) -> tuple[tuple[Callable[[Person], Key | None], Callable[[Person], Key | None]], ...]:
    """How a person of the older side is known on the newer one, the surest way first."""

    def reference(person: Person) -> Key | None:
        return _key(person, person.LearnRefNumber, with_year)

    def previous(person: Person) -> Key | None:
        return _key(person, person.learner.PrevLearnRefNumber if person.learner else None, with_year)

    def uln(person: Person) -> Key | None:
        return _key(person, person.ULN if is_valid_uln(person.ULN or 0) else None, with_year)

    return (reference, reference), (reference, previous), (uln, uln)


def _key(person: Person, mark: object, with_year: bool) -> Key | None:
    return None if mark is None else (person.UKPRN, person.year if with_year else None, mark)


# What differs.


def _pair(before: Person | None, after: Person | None) -> PersonPair:
    year = year_of(str((after or before).year))  # type: ignore[union-attr]
    delivery = _entity(year, DELIVERY)
    together = pairs(delivery, before.aims if before else [], after.aims if after else [])
    aims = tuple(_aim_pair(delivery, one, other, before, after) for one, other in together)
    new, gone = _found_differently(
        before.findings if before else [],
        after.findings if after else [],
        _places(before, [one for one, _ in together]),
        _places(after, [other for _, other in together]),
    )
    return PersonPair(before, after, tuple(_of_person(year, before, after)), aims, new, gone)


def _of_person(year: Year, before: Person | None, after: Person | None) -> Iterator[Difference]:
    """What differs in the learner and the destination records; nothing where the person is only on one side."""
    if before is None or after is None:
        return
    if before.has_record and after.has_record:
        yield from differences(_entity(year, LEARNER), before.learner, after.learner, but=(DELIVERY,))
    destination = entity(year, DESTINATION)
    if destination is not None:
        for one, other in pairs(destination, before.destinations, after.destinations):
            for difference in differences(destination, one, other):
                yield Difference(
                    ((DESTINATION, ()), *difference.below), difference.element, difference.old, difference.new,
                    one is None or other is None or difference.is_whole,
                )  # fmt: skip


def _aim_pair(
    delivery: Entity,
    one: LearningDelivery | None,
    other: LearningDelivery | None,
    before: Person | None,
    after: Person | None,
) -> AimPair:
    found = tuple(differences(delivery, one, other)) if one is not None and other is not None else ()
    old, new = _bootcamp(before, one), _bootcamp(after, other)
    names = MILESTONES if old or new else ()
    money = tuple(_money(name, old, new) for name in names)
    return AimPair(one, other, found, money, tuple(_milestones_of(before, one)))


def _bootcamp(person: Person | None, aim: LearningDelivery | None) -> Bootcamp | None:
    if person is None or aim is None:
        return None
    return next((bootcamp for at, bootcamp in person.bootcamps.items() if person.aims[at] is aim), None)


def _money(name: str, old: Bootcamp | None, new: Bootcamp | None) -> Money:
    before, after = (_amount(bootcamp.milestones[name]) if bootcamp else (0, NOT_THERE, 0) for bootcamp in (old, new))
    return Money(name, before[0], after[0], before[1], after[1], max(before[2], after[2]))


def _amount(milestone: Milestone) -> tuple[int, str, int]:
    entitlement = milestone.moved.entitlement if milestone.moved else 0
    return entitlement, milestone.status, paid_before(milestone.paid)


def _milestones_of(person: Person | None, aim: LearningDelivery | None) -> Iterator[Milestone]:
    """The milestones that rest on an aim: all of its own if it is a bootcamp, else the one that it claims."""
    own = _bootcamp(person, aim)
    if own is not None:
        yield from own.milestones.values()
        return
    for bootcamp in person.bootcamps.values() if person and aim else ():
        for name, milestone in bootcamp.milestones.items():
            if name != M1 and milestone.claim is not None and person is not None:
                at = aim_of(milestone.claim, person)
                if at is not None and person.aims[at] is aim:
                    yield milestone


# Findings.


def _places(person: Person | None, aims: Sequence[LearningDelivery | None]) -> dict[int, int]:
    """The number of the pair that each aim of a person is in, by its place."""
    number = {id(aim): at for at, aim in enumerate(aims) if aim is not None}
    return {at: number[id(aim)] for at, aim in enumerate(person.aims)} if person else {}


def _found_differently(
    before: Sequence[Found], after: Sequence[Found], old_places: dict[int, int], new_places: dict[int, int]
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The findings that are new and those that are gone: one rule on one aim (or on the learner) counts as the same."""
    old = [(_same(one, old_places), one) for one in before]
    new = [(_same(one, new_places), one) for one in after]
    return _without(new, old), _without(old, new)


def _same(one: Found, places: dict[int, int]) -> Key:
    return (one.rule, None if one.aim is None else places.get(one.aim))


def _without(some: Sequence[tuple[Key, Found]], others: Sequence[tuple[Key, Found]]) -> tuple[Found, ...]:
    left = Counter(key for key, _ in others)
    kept = []
    for key, one in some:
        if left[key]:
            left[key] -= 1
        else:
            kept.append(one)
    return tuple(kept)


def _entity(year: Year, name: str) -> Entity:
    found = entity(year, name)
    assert found is not None
    return found


def _change(before: Record | Person | None, after: Record | Person | None, is_changed: bool) -> str:
    if before is None:
        return NEW
    return GONE if after is None else CHANGED if is_changed else SAME
