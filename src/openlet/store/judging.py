"""Judge learners as they stand in the store: every message with its place, the claims, and what WMCA would pay.

The documents are written and read by the writer and reader of every ILR file and judged by the rules and payments of
every file, so that the screen and a check of the exported file say the same. Nothing is decided here.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from openlet.contracts.terms import Contracts
from openlet.facts import forget
from openlet.facts.given import Given, given_for
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.reading import IlrFile, Item
from openlet.ilr.records import Learner, LearnerDestinationandProgression, LearningDelivery, Record
from openlet.ilr.writing import xml_of
from openlet.payments.bootcamps import Bootcamp, Settlement
from openlet.payments.claims import Claim, ReturnOf
from openlet.payments.history import with_history
from openlet.payments.ledger import Ledger
from openlet.payments.returns import standing
from openlet.payments.settle import settle
from openlet.payments.settled import Orphan, orphans_of
from openlet.reference.held import References
from openlet.reports.leavers import NOT_DUE
from openlet.reports.seen import ERROR, Seen, seen
from openlet.rules import Checker, Finding, Severity, book
from openlet.rules.fields import ILR
from openlet.rules.whole import Mark
from openlet.rules.wording import values, worded
from openlet.scale.stage_one import claims_found, without_crashed_rules
from openlet.spec.layout import Entity, entity, layout
from openlet.spec.scheme import guide_fields
from openlet.spec.years import Year, years
from openlet.store.documents import DESTINATIONS, ID, LEARNER, Document, records_of, says_something

GAP = "gap"  # a mandatory field of the guide that is empty: the learner cannot be exported
BLANK: tuple[object, ...] = (None, "", (), frozenset())
NOW = "now"  # sorts the records in the store after a return of the same day


@dataclass(frozen=True, slots=True)
class Basis:
    """What learners are judged with, besides their records.

    ``ledger`` holds what has been paid; ``references`` are the reference files that the user has loaded, and
    ``edition`` changes whenever others are.
    """

    contracts: Contracts | None
    as_of: date
    ledger: Ledger
    references: References = field(default_factory=References)
    edition: str = ""
    _given: dict[tuple[int, int], Given] = field(init=False, default_factory=dict, repr=False, compare=False)

    def given(self, year: Year, ukprn: int) -> Given:
        """What a return of that year is judged with: the same for all learners, so that what it knows is kept."""
        found = self._given.get((year.code, ukprn))
        if found is None:
            given = given_for(self.contracts, year, self.as_of, self.as_of, ukprn)
            found = self._given[year.code, ukprn] = replace(given, being_entered=True, references=self.references)
        return found


@dataclass(frozen=True, slots=True)
class Message:
    """One message about a learner.

    ``places`` are the paths of the elements that it is about, the one to mend first: of an element of a record, of a
    typed list with its type (``.../LearningDeliveryFAM:DAM``), or of a list that should hold a record. ``severity`` is
    ``gap`` or one of the rules'; ``is_gap``: a mandatory field is empty, whatever the severity. ``text`` holds values.
    """

    severity: str
    code: str
    places: tuple[str, ...]
    text: str
    source: str
    AimSeqNumber: int | None = None
    LearnAimRef: str | None = None
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What one learner's records of one year say. ``unjudged``: rules that could not be run, in words.

    ``refused``: what the national rules refuse, as the reports keep it.
    """

    messages: tuple[Message, ...]
    claims: tuple[Claim, ...]
    unjudged: tuple[str, ...]
    refused: tuple[Seen, ...] = ()

    def count(self, severity: str) -> int:
        """How many messages there are of one severity; of gaps, all that are one."""
        if severity == GAP:
            return sum(message.is_gap for message in self.messages)
        return sum(message.severity == severity for message in self.messages)


def judge(document: Document, year: Year, given: Given, returned: ReturnOf) -> Judged:
    """Judge the document of one learner."""
    try:
        items, places = _read_back(document, year)
    except Unreadable as error:
        return Judged((Message(Severity.SCHEMA, "Schema", (LEARNER,), str(error), ILR),), (), ())
    checker = Checker(given, book())
    found = [(item.record, checker.item(item)) for item in items]
    last: list[tuple[Learner | LearnerDestinationandProgression | None, list[Finding]]] = [(None, checker.finish())]
    claims = claims_found([*found, *last], given, returned) if given.contract is not None else []
    claims = without_crashed_rules(claims, checker.noted, given)
    aims = _aims_by_number(document)
    messages = [_message(finding, given, places, aims) for _, findings in (*found, *last) for finding in findings]
    messages = _without_repetition(messages) + _missing_learner(document)
    crashed = [f"{code} could not be run ({one.reason})" for code, one in checker.noted.items() if one.crashed]
    for item in items:
        if isinstance(item.record, Learner):
            forget(item.record)
    kept = (seen(finding, given, in_words=True) for _, findings in (*found, *last) for finding in findings)
    refused = tuple(one for one in kept if one.severity == ERROR)
    return Judged(tuple(dict.fromkeys(messages)), tuple(claims), tuple(crashed), refused)


def settle_person(claims: Sequence[Claim], basis: Basis) -> tuple[list[Bootcamp], list[Orphan]]:
    """What WMCA would pay for one person: the claims of all years and of all learners with the same ULN together.

    With it the milestone aims whose bootcamp is not in the store.
    """
    if basis.contracts is None or not claims:
        return [], []
    run = Settlement(
        basis.contracts, standing({claim.returned for claim in claims}, basis.as_of), basis.ledger, basis.as_of, False
    )
    person = list(claims)
    settled = settle(person, basis.ledger.of_each([person])[0], run)
    return [with_history(bootcamp) for bootcamp in settled], orphans_of(person, run)


def return_of(ukprn: int, year: Year, as_of: date) -> ReturnOf:
    """The return that the records of a year in the store would be if it were made now."""
    mark = hashlib.sha256(f"{ukprn} {year.code}".encode()).hexdigest()
    return ReturnOf(ukprn, year.code, as_of, NOW, f"{year} in the store", mark)


def as_first_returned(claim: Claim, LearnPlanEndDate: date, prepared: date) -> Claim:
    """A bootcamp as it stood in the return that first held it: the 80 % is judged on that planned end (AMB-11).

    Of that return only the planned end is known, so nothing else of it may count.
    """
    mark = hashlib.sha256(f"{claim.returned.sha256} {prepared}".encode()).hexdigest()
    returned = replace(claim.returned, prepared=prepared, made="", name=f"{claim.returned.name} before", sha256=mark)
    return replace(
        claim,
        returned=returned,
        LearnPlanEndDate=LearnPlanEndDate,
        LearnActEndDate=None,
        CompStatus=None,
        Outcome=None,
        destination=NOT_DUE,
        unknown=(),
        faults=(),
    )


# Reading back, with places.


def _read_back(document: Document, year: Year) -> tuple[list[Item], dict[int, str]]:
    """The document as it would be read from a file, and the place of each record by its identity."""
    body = "".join(xml_of(record, year) for record in records_of(document, year))
    text = f'<Message xmlns="{year.namespace}">{body}</Message>'
    items = list(IlrFile(Source("the learner", None, text.encode("utf-8", "replace"))))
    places: dict[int, str] = {}
    for (tree, path, top), item in zip(_tops(document, year), items, strict=True):
        _note_places(top, tree, item.record, path, places)
    return items, places


def _tops(document: Document, year: Year) -> Iterator[tuple[Document, str, Entity]]:
    tops = {entity.name: entity for entity in layout(year).entities()}
    if says_something(document.get(LEARNER)):
        yield document[LEARNER], LEARNER, tops[LEARNER]
    for tree in document.get(DESTINATIONS, ()):
        if says_something(tree):
            yield tree, f"{DESTINATIONS}/{tree[ID]}", tops[DESTINATIONS]


def _note_places(entity: Entity, tree: Document, record: Record, path: str, places: dict[int, str]) -> None:
    places[id(record)] = path
    for child in entity.entities():
        held = tree.get(child.name)
        if not says_something(held):
            continue
        if child.max_occurs == 1:
            _note_places(child, held, getattr(record, child.name), f"{path}/{child.name}", places)  # type: ignore[arg-type]
            continue
        said = [one for one in held or () if says_something(one)]
        for one, below in zip(said, getattr(record, child.name), strict=True):
            _note_places(child, one, below, f"{path}/{child.name}/{one[ID]}", places)


def _aims_by_number(document: Document) -> dict[tuple[str, str], str]:
    """The place of each aim by its number and reference as texts, for what is found on the return as a whole."""
    aims = document.get(LEARNER, {}).get("LearningDelivery", ())
    return {
        (
            str(aim.get("AimSeqNumber", "")).strip(),
            str(aim.get("LearnAimRef", "")),
        ): f"{LEARNER}/LearningDelivery/{aim[ID]}"
        for aim in aims
    }


# Messages.


def _message(finding: Finding, given: Given, places: dict[int, str], aims: dict[tuple[str, str], str]) -> Message:
    severity = finding.rule.severity_for(given)
    found = values(finding, given, with_names=True)
    gap = severity in (Severity.TO_DO, Severity.NO_PAY) and _is_gap(found)
    missing = finding.trouble is not None and finding.trouble.kind == "missing"
    text = _no_day(finding, given.year) or worded(finding, given, with_names=True)[0]
    aim = next((one for one in finding.chain if isinstance(one, LearningDelivery | Mark)), None)
    number, reference = (aim.AimSeqNumber, aim.LearnAimRef) if aim is not None else (None, None)
    where = tuple(_path(name, finding, given.year, places, aims) for name in _elements(finding, found))
    made = Message(severity, finding.rule.code, where, text, str(finding.rule.source), number, reference)
    if not (gap or missing):
        return made
    return replace(made, is_gap=True, severity=severity if severity == Severity.NO_PAY else GAP)


def _without_repetition(messages: list[Message]) -> list[Message]:
    """The messages without those of the schema on an empty field of which a rule of the guide says more.

    What the national rules say of it stays: whether they would pass the learner is a question of its own.
    """
    said = {place for one in messages if one.is_gap and not _is_schemas(one) for place in one.places[:1]}
    return [one for one in messages if not (one.is_gap and _is_schemas(one) and said & set(one.places))]


def _is_schemas(message: Message) -> bool:
    return message.source.startswith(ILR)


def _no_day(finding: Finding, year: Year) -> str | None:
    """What is said of a text that is no day, to a person who may type days in any usual form; None for all else."""
    trouble = finding.trouble
    found = entity(year, trouble.entity) if trouble is not None and trouble.kind == "type" else None
    field = next((one for one in found.fields() if trouble and one.element == trouble.element), None) if found else None
    if trouble is None or field is None or field.data_type != "date":
        return None
    return f"{field.title} is {trouble.text[:60]}, which is not a day. Enter it like 1 May 2024 or 1/5/2024."


def _is_gap(found: dict[str, object]) -> bool:
    """Whether a field that the guide marks as mandatory is empty."""
    return any(value in BLANK and name in _mandatory() for name, value in found.items())


@cache
def _mandatory() -> frozenset[str]:
    marked = [guide for guide in guide_fields().values() if guide.mandatory == "yes"]
    return frozenset(guide.type or guide.element for guide in marked)


def _path(name: str, finding: Finding, year: Year, places: dict[int, str], aims: dict[tuple[str, str], str]) -> str:
    """The place of an element: on the record at fault or one above it, or of the list that should hold it."""
    chain = [(record, places[id(record)]) for record in finding.chain if id(record) in places]
    top = finding.chain[0] if finding.chain else None
    if isinstance(top, Mark):
        number = "" if top.AimSeqNumber is None else str(top.AimSeqNumber)
        found = aims.get((number, top.LearnAimRef or ""))
        return f"{found or LEARNER}/{name}"
    for record, path in chain:
        if hasattr(record, name):
            return f"{path}/{name}"
    listed = list_of(name)
    if listed is None:
        return f"{chain[0][1] if chain else LEARNER}/{name}"
    parent, entity, of_type = listed
    above = next((path for record, path in chain if type(record).__name__ == parent), LEARNER)
    return f"{above}/{entity}:{name}" if of_type else f"{above}/{entity}/{name}"


@cache
def list_of(name: str) -> tuple[str, str, bool] | None:
    """The entity that holds an element or a type of a typed list, and the entity above: DAM, EmpStat, PriorLevel."""
    for year in reversed(years()):
        for above in layout(year).walk():
            for below in above.entities():
                if any(guide == (below.name, name) for guide in _types()):
                    return above.name, below.name, True
                if any(field.element == name for field in below.fields()):
                    return above.name, below.name, False
    return None


@cache
def _types() -> frozenset[tuple[str, str]]:
    return frozenset((entity, kind) for entity, _, kind in guide_fields() if kind is not None)


def _elements(finding: Finding, found: dict[str, object]) -> tuple[str, ...]:
    """The elements to look at: those that are there to be mended before those that only say which record is meant."""
    if finding.trouble is not None:
        return (finding.trouble.element,)
    names = [name for name in found if name[:1].isupper()]
    return tuple(sorted(names, key=lambda name: name in ("LearnAimRef", "LearnRefNumber", "AimSeqNumber")))


def _missing_learner(document: Document) -> list[Message]:
    """A document with nothing in its learner is not read at all, so no rule can say so."""
    if says_something(document.get(LEARNER)):
        return []
    text = "There is nothing in this learner's record. Enter the learner, or delete the record."
    return [Message(GAP, "Schema", (f"{LEARNER}/LearnRefNumber",), text, ILR, is_gap=True)]
