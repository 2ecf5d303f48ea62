"""The whole rule engine: how a rule is declared, and how records are checked.

A rule is one function with its code, severity, message and source beside it (see ``docs/add-a-rule.md``). It looks at
one record and the records above it, ending with what the return is judged with (``Given``) if it asks for it:
``fault(aim, learner)``, ``fault(aim, learner, given)``, ``fault(fam, aim, learner)``, ``fault(learner)``. A rule on
"Return" gets ``fault(whole, given)`` and yields the marks of the records at fault.
"""

import importlib
import inspect
import pkgutil
import string
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from openlet.facts.aims import aim_kind, is_bootcamp_learner
from openlet.facts.given import MILESTONE_2, MILESTONE_3, Given
from openlet.ilr.partial import NotHere
from openlet.ilr.reading import Item, Trouble
from openlet.ilr.records import RECORDS, Learner, LearnerDestinationandProgression, LearningDelivery, Record
from openlet.rules.needs import NEEDS as NEEDS
from openlet.rules.needs import WHOLE, needs_met
from openlet.rules.unreadable import is_unreadable
from openlet.rules.whole import Mark, Whole
from openlet.spec import pack
from openlet.spec.layout import Entity, layout
from openlet.spec.years import Year

RULE_SET = "2026.2"  # changes with every change of what a rule decides

ABOUT = {
    "any": frozenset(),
    "bootcamp aim": frozenset({"BC"}),
    MILESTONE_2: frozenset({"Z2"}),
    MILESTONE_3: frozenset({"Z3"}),
    "milestone aim": frozenset({"Z2", "Z3"}),
    "bootcamp or milestone aim": frozenset({"BC", "Z2", "Z3"}),
    "bootcamp learner": frozenset(),
}
Where = Mapping[str, Container[Any]]
MOST_CHOICES = 2_000  # of rules for records with the same values; more than are ever met in good files


def rule_set() -> str:
    """The version of the rules, which every report names, with the rule pack in force."""
    return f"{RULE_SET} with {pack.label()}" if pack.label() else RULE_SET


At = tuple[str | None, int | None]  # LearnRefNumber and, of an aim, AimSeqNumber


class _Present(Container[Any]):
    """Every value that is there."""

    def __contains__(self, value: object) -> bool:
        return value is not None


PRESENT = _Present()


@dataclass(frozen=True, slots=True)
class Only:
    """Narrows a rule to records of which something holds that follows from the values of some elements and the year."""

    elements: tuple[str, ...]
    holds: Callable[[Record, Year], bool]


class Severity(StrEnum):
    """How much a finding matters; the values are those of the JSON."""

    SCHEMA = "schema"
    ERROR = "error"
    WARNING = "warning"
    NO_PAY = "no-pay"
    TO_DO = "to-do"


class Status(StrEnum):
    """How a rule ended. A crashed rule never counts as clean."""

    CLEAN = "clean"
    FOUND = "found"
    SKIPPED = "skipped"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: the document, the place in it, and the statement numbers (A-nnn) it rests on."""

    document: str
    place: str
    statements: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.document, self.place, self.statements) if part)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule. ``priority`` is that of the to-do list: 2 soon costs money, 3 national rejection, 4 gap, 5 warning."""

    code: str
    on: str
    severity: Severity
    shows: tuple[str, ...]
    message: str
    source: Source
    fault: Callable[..., Any]
    about: str = "any"
    where: Where = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    also: dict[str, Callable[..., Any]] = field(default_factory=dict)
    priority: int = 4
    no_pay_if: str | None = None
    blocks: tuple[str, ...] = ("M1", "M2", "M3")
    reads: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    takes_given: bool = False
    only: Only | None = None

    def severity_for(self, given: Given) -> Severity:
        """The severity, which a reading of the contract may raise from to-do to no-pay."""
        if self.no_pay_if and given.contract and getattr(given.contract.readings, self.no_pay_if) == "no_pay":
            return Severity.NO_PAY
        return self.severity

    def in_year(self, year: Year) -> bool:
        """Whether the rule exists in a year."""
        return (self.first_year or 0) <= year.code and (self.last_year is None or year.code <= self.last_year)

    @property
    def page(self) -> str:
        """What the rule's docstring says: what to do, when it fires, exceptions, readings."""
        return inspect.getdoc(self.fault) or ""


class BadRule(Exception):
    """A rule that is not declared as it should be: a mistake of ours, found when the rule is registered."""


_registered: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    on: str,
    severity: Severity,
    shows: tuple[str, ...],
    message: str,
    source: Source,
    about: str = "any",
    where: Where | None = None,
    needs: tuple[str, ...] = (),
    also: dict[str, Callable[..., Any]] | None = None,
    priority: int = 4,
    no_pay_if: str | None = None,
    blocks: tuple[str, ...] = ("M1", "M2", "M3"),
    reads: tuple[str, ...] = (),
    first_year: int | None = None,
    last_year: int | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the function below as a rule.

    ``shows`` are the elements whose values the finding carries; ``also`` names further values for the message, each
    worked out by a function that takes what the rule takes. The message may name nothing else. ``where`` narrows the
    rule to records whose elements hold one of some values, such as ``{"LearnDelFAMType": ("LSF", "ALB")}``, without the
    function being asked (None in the tuple stands for absent, ``PRESENT`` for any value that is there); those elements
    must be shown too. ``reads`` are entities
    whose records the rule looks through, below its record or beside it: while one cannot be read it does not judge.
    """

    def declare(fault: Callable[..., Any]) -> Callable[..., Any]:
        takes_given = list(inspect.signature(fault).parameters)[-1:] == ["given"]
        made = Rule(
            code, on, severity, shows, message, source, fault, about, where or {}, needs, also or {},
            priority, no_pay_if, blocks, reads, first_year, last_year, takes_given,
        )  # fmt: skip
        register(made)
        return fault

    return declare


def register(made: Rule) -> None:
    """Add a rule to the book. Raises ``BadRule`` where its declaration is incomplete."""
    if made.code in _registered:
        raise BadRule(f"{made.code} is declared twice")
    if not (made.fault.__doc__ or "").strip() or not made.message or not made.source.document:
        raise BadRule(f"{made.code} needs a docstring, a message and a source")
    if made.about not in ABOUT or not set(made.needs) <= NEEDS.keys():
        raise BadRule(f"{made.code} is about or needs something unknown")
    if made.on not in RECORDS.keys() | {"Return", "Layout", "Opening"} or not set(made.reads) <= RECORDS.keys():
        raise BadRule(f"{made.code} is on or reads an entity that the ILR does not have")
    if not made.where.keys() <= set(made.shows) or not all(hasattr(RECORDS.get(made.on), name) for name in made.where):
        raise BadRule(f"{made.code} is narrowed by an element that it does not show or that {made.on} does not have")
    if ABOUT[made.about] and made.on != "LearningDelivery":
        raise BadRule(f"{made.code} is about a kind of aim, but on {made.on}")
    named = {name for _, name, _, _ in string.Formatter().parse(made.message) if name is not None}
    unknown = named - set(made.shows) - made.also.keys()
    if unknown:
        raise BadRule(f"the message of {made.code} names {', '.join(sorted(unknown))}, which it does not show")
    _registered[made.code] = made


@cache
def book() -> tuple[Rule, ...]:
    """Every rule, in the order of their codes. Loads all rule modules."""
    package = importlib.import_module("openlet.rules")
    for module in pkgutil.walk_packages(package.__path__, "openlet.rules."):
        importlib.import_module(module.name)
    return tuple(_registered[code] for code in sorted(_registered, key=_code_order))


def _code_order(code: str) -> tuple[str, int]:
    name, _, number = code.replace("-", "_").rpartition("_")
    return (name.lower(), int(number)) if number.isdigit() else (code.lower(), 0)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule and the records it found at fault: the record itself first, then those above it, learner last.

    Worded only when shown (``openlet.rules.wording``), so that a bad file costs little.
    """

    rule: Rule
    chain: tuple[Record | Mark, ...]
    trouble: Trouble | None = None


@dataclass(slots=True)
class Outcome:
    """How one rule ended: its count of findings, records it could not judge, and why it was skipped or crashed.

    ``lacking``: the elements that the source of the records does not show, and where they were wanted.
    """

    rule: Rule
    count: int = 0
    unjudged: int = 0
    lacking: dict[str, set[At]] = field(default_factory=dict)
    reason: str | None = None
    crashed: bool = False

    @property
    def status(self) -> Status:
        """Crashed before found before skipped before clean."""
        if self.crashed:
            return Status.CRASHED
        if self.count:
            return Status.FOUND
        return Status.SKIPPED if self.reason or self.unjudged else Status.CLEAN

    def why(self) -> str | None:
        """The reason to show with the status."""
        if self.lacking and not self.reason:
            return f"the source does not show {', '.join(sorted(self.lacking))}"
        if self.unjudged and not self.reason:
            return f"{self.unjudged} record(s) hold values that could not be read"
        return self.reason


@dataclass(slots=True)
class _Plan:
    """The rules on one entity and the plans of the entities below it.

    ``narrowing`` are the elements that narrow a rule here; records with the same values share their choice of rules. Of
    those in ``presence`` it only matters whether they are there.
    """

    rules: list[Rule] = field(default_factory=list)
    below: list[tuple[str, bool, "_Plan"]] = field(default_factory=list)
    narrowing: tuple[str, ...] = ()
    values: Callable[[Record], Any] = field(init=False)
    presence: Callable[[Record], Any] | None = field(init=False)
    chosen: dict[tuple[Any, ...], "_Chosen"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wheres = [pair for made in self.rules for pair in made.where.items()]
        by_value = {name for name, held in wheres if held is not PRESENT}
        by_value |= {name for made in self.rules if made.only for name in made.only.elements}
        there = {name for name, _ in wheres} - by_value
        self.narrowing = tuple(sorted(by_value | there))
        self.values = attrgetter(*sorted(by_value)) if by_value else lambda record: None
        self.presence = attrgetter(*sorted(there), "line") if there else None  # two at least, so that it gives a tuple

    def rules_for(self, record: Record, kind: str | None, concerned: bool, year: Year) -> "_Chosen":
        """The rules that are about this record: an aim of this kind, a learner of a bootcamp, with such values."""
        if record.raw and any(map(record.unreadable, self.narrowing)):
            return self._choose(record, kind, concerned, year)
        there = None if self.presence is None else tuple([value is None for value in self.presence(record)])
        key = (kind, concerned, self.values(record), there)
        found = self.chosen.get(key)
        if found is None:
            if len(self.chosen) >= MOST_CHOICES:
                self.chosen.clear()
            found = self.chosen[key] = self._choose(record, kind, concerned, year)
        return found

    def _choose(self, record: Record, kind: str | None, concerned: bool, year: Year) -> "_Chosen":
        return tuple(
            (made, made.fault, made.takes_given)
            for made in self.rules
            if (made.about == "any" or (made.about == "bootcamp learner" and concerned) or kind in ABOUT[made.about])
            and all(getattr(record, name) in held or record.unreadable(name) for name, held in made.where.items())
            and (made.only is None or _may_fail(record, made.only, year))
        )


def _may_fail(record: Record, only: Only, year: Year) -> bool:
    return only.holds(record, year) or any(map(record.unreadable, only.elements))


@dataclass(frozen=True, slots=True)
class _Plans:
    """What a checker does with some rules in a year: why it skips some, and the others by what they are on."""

    reasons: tuple[tuple[Rule, str | None], ...]
    returns: tuple[Rule, ...]
    of_entities: dict[str, _Plan]


@lru_cache(maxsize=64)
def _plans(rules: tuple[Rule, ...], year: Year, met: frozenset[str]) -> _Plans:
    """Sort the rules once for all checkers that have the same ones, so that a learner is checked again at once."""
    reasons = tuple((made, _why_skipped(made, year, met)) for made in rules)
    active: dict[str, list[Rule]] = {}
    for made, reason in reasons:
        if reason is None:
            active.setdefault(made.on, []).append(made)
    found = {entity.name: plan for entity in layout(year).entities() if (plan := _plan(entity, active)) is not None}
    return _Plans(reasons, tuple(active.get("Return", ())), found)


_Chosen = tuple[tuple[Rule, Callable[..., Any], bool], ...]


class Checker:
    """Checks one file, record by record. Make one for each file."""

    def __init__(self, given: Given, rules: Iterable[Rule] | None = None) -> None:
        self.given = given
        self.whole = Whole()
        plans = _plans(tuple(rules) if rules is not None else book(), given.year, needs_met(given))
        self.noted: dict[str, Outcome] = {}  # of rules that found something, could not judge a record, or crashed
        self._reasons = plans.reasons
        self._returns = plans.returns
        self._plans = plans.of_entities

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """How each rule ended, in the order of the rules; made when asked for, which no learner's screen does."""
        made = {rule.code: self.noted.get(rule.code) or Outcome(rule, reason=why) for rule, why in self._reasons}
        return made | self.noted

    def item(self, item: Item) -> list[Finding]:
        """Everything wrong with one learner, or one destination record: layout first, then each rule."""
        findings = self.troubles(item.troubles)
        record = item.record
        self.whole.see(record, self.given)
        plan = self._plans.get(type(record).__name__)
        if plan is not None and (plan.rules or plan.below):
            self._judge(plan, (record,), bool(item.troubles), self._concerned(record), findings)
        return findings

    def troubles(self, troubles: Iterable[Trouble]) -> list[Finding]:
        """The findings for what the reader met in the layout."""
        from openlet.rules.fields import rule_for

        findings = []
        for trouble in troubles:
            made = rule_for(trouble)
            self._outcome(made).count += 1
            findings.append(Finding(made, tuple(reversed(trouble.trail)), trouble))
        return findings

    def finish(self) -> list[Finding]:
        """What can only be said once the whole file has been seen."""
        findings: list[Finding] = []
        for made in self._returns:
            try:
                marks = list(made.fault(self.whole, self.given))
            except NotHere as lacking:
                self._not_judged(made, lacking.element, ())
                continue
            except Exception as error:
                self._crashed(made, error)
                continue
            if marks:
                self._outcome(made).count += len(marks)
            findings += [Finding(made, (mark,)) for mark in marks]
        return findings

    def _concerned(self, record: Record) -> bool:
        """Whether rules about bootcamp learners concern this learner or destination record."""
        if isinstance(record, Learner):
            return is_bootcamp_learner(record, self.given)
        if isinstance(record, LearnerDestinationandProgression):
            return record.LearnRefNumber in self.whole.bootcamp_learners
        return False

    def _judge(
        self, plan: _Plan, chain: tuple[Record, ...], spoilt: bool, concerned: bool, findings: list[Finding]
    ) -> None:
        record = chain[0]
        kind = aim_kind(record, self.given) if isinstance(record, LearningDelivery) else None
        with_given = (*chain, self.given)
        for made, fault, takes_given in plan.rules_for(record, kind, concerned, self.given.year):
            if spoilt and is_unreadable(made.shows, made.reads, chain):
                self._outcome(made).unjudged += 1
                continue
            try:
                is_at_fault = fault(*(with_given if takes_given else chain))
            except NotHere as lacking:
                self._not_judged(made, lacking.element, chain)
                continue
            except Exception as error:
                self._crashed(made, error)
                continue
            if is_at_fault:
                self._outcome(made).count += 1
                findings.append(Finding(made, chain))
        for name, single, below in plan.below:
            try:
                held = getattr(record, name)
            except NotHere as lacking:
                self._none_judged(below, lacking.element, chain)
                continue
            for under in ([held] if held is not None else []) if single else held:
                self._judge(below, (under, *chain), spoilt, concerned, findings)

    def _not_judged(self, made: Rule, element: str, chain: tuple[Record, ...]) -> None:
        """Note that a rule turns on an element which the source of the records does not show."""
        outcome = self._outcome(made)
        outcome.unjudged += 1
        outcome.lacking.setdefault(element, set()).add(_at(chain))

    def _none_judged(self, plan: _Plan, element: str, chain: tuple[Record, ...]) -> None:
        """Note the same of all rules on records that are not shown, and below them."""
        for made in plan.rules:
            self._not_judged(made, element, chain)
        for _, _, below in plan.below:
            self._none_judged(below, element, chain)

    def _outcome(self, made: Rule) -> Outcome:
        outcome = self.noted.get(made.code)
        if outcome is None:
            outcome = self.noted[made.code] = Outcome(made)
        return outcome

    def _crashed(self, made: Rule, error: Exception) -> None:
        """Keep the kind of error and where it arose, never its text, which may hold learner data."""
        outcome = self._outcome(made)
        outcome.crashed = True
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f" in {trace.tb_frame.f_code.co_name}, line {trace.tb_lineno}" if trace else ""
        outcome.reason = f"{type(error).__name__}{place}"


def check(items: Iterable[Item], given: Given, rules: Iterable[Rule] | None = None) -> Iterator[Finding]:
    """Check records one after the other, then the file as a whole."""
    checker = Checker(given, rules)
    for item in items:
        yield from checker.item(item)
    yield from checker.finish()


def _plan(entity: Entity, active: dict[str, list[Rule]]) -> _Plan | None:
    below = [
        (child.name, child.max_occurs == 1, plan)
        for child in entity.entities()
        if (plan := _plan(child, active)) is not None
    ]
    rules = active.get(entity.name, [])
    return _Plan(rules, below) if rules or below else None


def _at(chain: tuple[Record, ...]) -> At:
    """The LearnRefNumber and, of what is on an aim, its AimSeqNumber."""
    aim = next((record for record in chain if isinstance(record, LearningDelivery)), None)
    top = chain[-1] if chain else None
    return getattr(top, "LearnRefNumber", None), aim.AimSeqNumber if aim is not None else None


def _why_skipped(made: Rule, year: Year, met: frozenset[str]) -> str | None:
    if not made.in_year(year):
        return f"not a rule of {year}"
    if WHOLE not in met and _asks_whole_records(made):
        return NEEDS[WHOLE]
    return next((NEEDS[need] for need in made.needs if need not in met), None)


def _asks_whole_records(made: Rule) -> bool:
    """Whether a rule is never asked of a part of the records: official rules, and those on destination records.

    What the reader itself finds at fault in a value is told all the same.
    """
    is_official = made.severity in (Severity.SCHEMA, Severity.ERROR, Severity.WARNING)
    return is_official or "destinations" in made.needs or made.on in ("LearnerDestinationandProgression", "DPOutcome")
