"""One side of a comparison: the people of one or more returns, what was found on them, and what WMCA would pay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerDestinationandProgression, LearningDelivery
from openlet.payments.bootcamps import Bootcamp
from openlet.payments.claims import Claim, ReturnOf
from openlet.reports.judged import Judged
from openlet.rules import Finding, Outcome
from openlet.rules.whole import Mark
from openlet.rules.wording import place, worded

Top = Learner | LearnerDestinationandProgression
Reference = tuple[int, int, str | None]  # UKPRN, year and LearnRefNumber


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in words. ``aim`` is the place of the aim among those of its learner, None for the learner."""

    rule: str
    severity: str
    aim: int | None
    message: str


@dataclass(slots=True)
class Person:
    """A learner of a return with the destination records; one of them may be missing."""

    UKPRN: int
    year: int
    LearnRefNumber: str | None
    learner: Learner | None = None
    destinations: list[LearnerDestinationandProgression] = field(default_factory=list)
    findings: list[Found] = field(default_factory=list)
    bootcamps: dict[int, Bootcamp] = field(default_factory=dict)  # settled, by the place of the bootcamp aim

    @property
    def has_record(self) -> bool:
        """Whether there is a learner record, not only a destination record."""
        return self.learner is not None

    @property
    def ULN(self) -> int | None:
        """The learner's ULN."""
        held = self.learner or next(iter(self.destinations), None)
        return held.ULN if held else None

    @property
    def aims(self) -> list[LearningDelivery]:
        """The learner's aims."""
        return self.learner.LearningDelivery if self.learner else []


class Watched:
    """Looks on while one file is checked, and keeps its people and what was found on them."""

    def __init__(self, returned: ReturnOf, with_names: bool) -> None:
        self.returned = returned
        self.people: list[Person] = []
        self.on_file: list[Found] = []  # what is found on no learner
        self.crashed: list[str] = []
        self._with_names = with_names
        self._by_reference: dict[str | None, Person] = {}

    def see(self, record: Top | None, findings: list[Finding], given: Given) -> None:
        """Take note of one record and what was found on it; None: the file as a whole."""
        person: Person | None = None
        if isinstance(record, Learner):
            person = Person(self.returned.UKPRN or 0, self.returned.year, record.LearnRefNumber, record)
            self.people.append(person)
            self._by_reference.setdefault(record.LearnRefNumber, person)
        elif record is not None:
            person = self._person(record.LearnRefNumber)
            person.destinations.append(record)
        for finding in findings:
            on = person or self._by_reference.get(place(finding, given)["LearnRefNumber"])
            made = self._found(finding, on, given)
            (on.findings if on else self.on_file).append(made)

    def end(self, outcomes: Iterable[Outcome], given: Given) -> None:
        """Take note of the rules that could not be run: what they would have found is not known."""
        self.crashed = [one.rule.code for one in outcomes if one.crashed]

    def _person(self, reference: str | None) -> Person:
        if reference not in self._by_reference:
            self._by_reference[reference] = Person(self.returned.UKPRN or 0, self.returned.year, reference)
            self.people.append(self._by_reference[reference])
        return self._by_reference[reference]

    def _found(self, finding: Finding, person: Person | None, given: Given) -> Found:
        text = worded(finding, given, self._with_names)[0]
        aim = _aim(finding, person.aims if person else ())
        return Found(finding.rule.code, str(finding.rule.severity_for(given)), aim, text)


@dataclass(frozen=True, slots=True)
class Side:
    """A settled run with the people of the returns that count in it. ``crashed``: rules that could not be run."""

    run: Judged
    returns: tuple[ReturnOf, ...]
    people: tuple[Person, ...]
    on_file: tuple[Found, ...]
    crashed: tuple[str, ...]

    @property
    def name(self) -> str:
        """The returns in words: "2023-24 R10 (inferred)"."""
        return "; ".join(self.run.return_name(one) for one in self.returns)


def side(run: Judged, watched: Sequence[Watched], own: Iterable[ReturnOf]) -> Side:
    """Put a side together. ``own`` are its own returns; the others of the run are their history."""
    counted = [one for one in watched if one.returned in run.settled.standing.current and one.returned in set(own)]
    people = tuple(person for one in counted for person in one.people)
    first: dict[Reference, Person] = {}
    for person in people:
        person.bootcamps = {}
        first.setdefault((person.UKPRN, person.year, person.LearnRefNumber), person)
    for bootcamp in run.settled.bootcamps:
        _attach(bootcamp, first)
    return Side(
        run,
        tuple(one.returned for one in counted),
        people,
        tuple(found for one in counted for found in one.on_file),
        tuple(sorted({code for one in counted for code in one.crashed})),
    )


def _attach(bootcamp: Bootcamp, people: dict[Reference, Person]) -> None:
    claim = bootcamp.claim
    person = people.get((claim.UKPRN, claim.returned.year, claim.LearnRefNumber))
    at = aim_of(claim, person) if person else None
    if person is not None and at is not None:
        person.bootcamps.setdefault(at, bootcamp)


def aim_of(claim: Claim, person: Person) -> int | None:
    """The place of a claim's aim among those of a person, None where it is not there."""
    same = [
        at
        for at, aim in enumerate(person.aims)
        if (aim.LearnAimRef, aim.LearnStartDate) == (claim.LearnAimRef, claim.LearnStartDate)
    ]
    numbered = (at for at in same if person.aims[at].AimSeqNumber == claim.AimSeqNumber)
    return next(numbered, same[0] if same else None)


def _aim(finding: Finding, aims: Sequence[LearningDelivery]) -> int | None:
    """The place of the aim that a finding is on."""
    top = finding.chain[0] if finding.chain else None
    if isinstance(top, Mark):
        named = (top.AimSeqNumber, top.LearnAimRef)
        return next((at for at, aim in enumerate(aims) if (aim.AimSeqNumber, aim.LearnAimRef) == named), None)
    found = next((one for one in finding.chain if isinstance(one, LearningDelivery)), None)
    return next((at for at, aim in enumerate(aims) if aim is found), None)
