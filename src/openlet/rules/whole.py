"""What the rules on a whole return may know: small marks of each learner, aim and destination, not the records."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from openlet.facts.aims import bootcamp_aims, is_bootcamp_learner, milestone_aims
from openlet.facts.destinations import destination, has_left, last_aim, needs_destination_record
from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome, Learner, LearnerDestinationandProgression, LearningDelivery
from openlet.spec.layout import has_destination_records


@dataclass(frozen=True, slots=True)
class Mark:
    """Enough of a record to name it in a finding, and the values that the rule shows."""

    line: int | None
    LearnRefNumber: str | None
    ULN: int | None
    AimSeqNumber: int | None = None
    LearnAimRef: str | None = None
    values: tuple[tuple[str, object], ...] = ()

    def value(self, element: str) -> object:
        """The value of an element that the rule shows, or None."""
        if element in ("LearnRefNumber", "ULN", "AimSeqNumber", "LearnAimRef"):
            return getattr(self, element)
        return dict(self.values).get(element)

    def showing(self, **values: object) -> "Mark":
        """The same mark with further values for the finding."""
        return replace(self, values=(*self.values, *values.items()))


def of_file(**values: object) -> Mark:
    """A mark on the file as a whole, with the values to show."""
    return Mark(None, None, None, values=tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Leaver:
    """A bootcamp aim that ended, for the rules that hold it against the destination records."""

    mark: Mark
    LearnStartDate: date | None
    LearnActEndDate: date | None
    wmca_code: str | None


@dataclass(frozen=True, slots=True)
class Closed:
    """A learner all of whose aims have ended, whose destination the national service wants to know.

    ``ended`` is when the last aim did; ``programmes`` are the programme types of the learner's aims.
    """

    mark: Mark
    ended: date
    programmes: frozenset[int | None]


@dataclass(frozen=True, slots=True)
class Sighting:
    """All that is noted of one learner."""

    mark: Mark
    is_bootcamp_learner: bool
    is_still_learning: bool
    closed: Closed | None
    leavers: tuple[Leaver, ...]


@dataclass(slots=True)
class Whole:
    """What has been seen of a return so far."""

    first_by_reference: dict[str, Mark] = field(default_factory=dict)
    repeated_references: list[Mark] = field(default_factory=list)
    without_reference: list[Mark] = field(default_factory=list)
    bootcamp_learners: set[str] = field(default_factory=set)
    still_learning: set[str] = field(default_factory=set)
    leavers: list[Leaver] = field(default_factory=list)
    closed: list[Closed] = field(default_factory=list)
    destinations: list[Mark] = field(default_factory=list)
    outcomes: dict[str | None, tuple[DPOutcome, ...]] = field(default_factory=dict)

    def see(self, record: Learner | LearnerDestinationandProgression, given: Given) -> None:
        """Take note of one record."""
        mark = Mark(record.line, record.LearnRefNumber, record.ULN)
        if isinstance(record, LearnerDestinationandProgression):
            self.destinations.append(mark)
            reference = record.LearnRefNumber
            self.outcomes[reference] = (*self.outcomes.get(reference, ()), *record.DPOutcome)
        else:
            self.note(_sighting(record, mark, given))

    def note(self, one: Sighting) -> None:
        """Take note of a learner."""
        reference = one.mark.LearnRefNumber
        if reference is None:
            self.without_reference.append(one.mark)
        else:
            if self.first_by_reference.setdefault(reference, one.mark) is not one.mark:
                self.repeated_references.append(one.mark)
            if one.is_bootcamp_learner:
                self.bootcamp_learners.add(reference)
            if one.is_still_learning:
                self.still_learning.add(reference)
        if one.closed is not None:
            self.closed.append(one.closed)
        self.leavers += one.leavers

    def learners(self) -> Iterator[Mark]:
        """Every learner of the file."""
        yield from self.first_by_reference.values()
        yield from self.repeated_references
        yield from self.without_reference

    def without_destination_record(self, population: str) -> Iterator[Leaver]:
        """Those who left, need a destination record (A-124) and have no outcome on one."""
        return (
            leaver
            for leaver in self.leavers
            if needs_destination_record(leaver.LearnStartDate, leaver.LearnActEndDate, population)
            and not self.outcomes.get(leaver.mark.LearnRefNumber)
        )

    def closed_without_destination(self) -> Iterator[Closed]:
        """The closed learners without an outcome that starts on or after the end of the last aim.

        References are compared without regard to case.
        """
        starts: dict[str, date] = {}
        for reference, outcomes in self.outcomes.items():
            folded = (reference or "").casefold()
            starts[folded] = max([starts.get(folded, date.min), *(one.OutStartDate or date.min for one in outcomes)])
        for one in self.closed:
            if starts.get((one.mark.LearnRefNumber or "").casefold(), date.min) < one.ended:
                yield one

    def latest_leavers(self) -> list[Leaver]:
        """Of each learner the bootcamp that ended last, which the destination record speaks of."""
        latest: dict[str | None, Leaver] = {}
        for leaver in sorted(self.leavers, key=lambda one: one.LearnActEndDate or date.min):
            latest[leaver.mark.LearnRefNumber] = leaver
        return list(latest.values())


@dataclass(slots=True)
class Sightings(Whole):
    """What is seen of a part of a return: the learners one by one, to be noted with those of the other parts."""

    seen: list[Sighting] = field(default_factory=list)

    def note(self, one: Sighting) -> None:
        """Keep what is noted of a learner."""
        self.seen.append(one)


def _sighting(learner: Learner, mark: Mark, given: Given) -> Sighting:
    last = last_aim(learner) if given.is_whole and has_destination_records(given.year) else None
    return Sighting(
        mark,
        is_bootcamp_learner(learner, given),
        _is_still_learning(learner, given),
        _closed(learner, last) if last is not None else None,
        tuple(_leaver(learner, aim) for aim in bootcamp_aims(learner, given) if has_left(aim)),
    )


def _is_still_learning(learner: Learner, given: Given) -> bool:
    """Whether the learner is on a bootcamp and has not left any aim yet, milestone aims aside."""
    claims = milestone_aims(learner, given)
    return bool(bootcamp_aims(learner, given)) and not any(
        has_left(aim) for aim in learner.LearningDelivery if aim not in claims
    )


def _closed(learner: Learner, last: LearningDelivery) -> Closed:
    ended = last.LearnActEndDate
    assert ended is not None
    mark = Mark(
        last.line,
        learner.LearnRefNumber,
        learner.ULN,
        last.AimSeqNumber,
        last.LearnAimRef,
        (("LearnActEndDate", ended),),
    )
    return Closed(mark, ended, frozenset(aim.ProgType for aim in learner.LearningDelivery))


def _leaver(learner: Learner, aim: LearningDelivery) -> Leaver:
    found = destination(aim)
    return Leaver(
        Mark(
            aim.line,
            learner.LearnRefNumber,
            learner.ULN,
            aim.AimSeqNumber,
            aim.LearnAimRef,
            (("LearnActEndDate", aim.LearnActEndDate),),
        ),
        aim.LearnStartDate,
        aim.LearnActEndDate,
        found.code if found else None,
    )
