"""The rows that screens read: what was found on each learner, kept beside the records and made anew from them.

A row says with which version of the learner, and on which basis, it was made; ``refresh`` makes some anew,
``stale`` tells which are out of date. Learners who may be one person (one ULN, or a reference of one that the other has
or had) are settled together, so that a change of one makes the rows of all of them anew.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Model, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from openlet.ilr.records import LearningDelivery
from openlet.payments.amounts import MILESTONES
from openlet.payments.bootcamps import Bootcamp, Milestone
from openlet.payments.claims import Claim, Fault
from openlet.payments.dates import day_of_milestone_1, first_end_that_counts
from openlet.payments.history import history_of
from openlet.payments.persons import persons
from openlet.payments.settled import Orphan
from openlet.reports.outlook import PARTS, Outlook, met, outlook
from openlet.reports.pay import bootcamp_entry, orphan_entry
from openlet.reports.when import last_day
from openlet.rules import Severity
from openlet.spec.scheme import reasons
from openlet.spec.years import Year, year_of
from openlet.store.basis import mark_of
from openlet.store.documents import ID, LEARNER, Document, checked
from openlet.store.judging import GAP, Basis, Judged, Message, judge, return_of, settle_person
from openlet.store.models import BootcampState, Change, LearnerJudgement, LearnerRow, LearnerState, ReturnedAim
from openlet.store.services.first_returns import first_returns, with_first_returns
from openlet.store.services.work_rows import close_work, keep_work
from openlet.store.to_do import Person, Wanted, wanted

BATCH = 25  # so few that nobody who saves waits long for the rows of a batch to be written
Tick = Callable[[int], object]
Pause = Callable[[], object]
_Key = tuple[int, str | None]  # ILR year and LearnRefNumber


@dataclass(frozen=True, slots=True)
class _Read:
    """A learner with what was found."""

    row: LearnerRow
    document: Document
    year: Year
    judged: Judged


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one learner."""

    state: LearnerState
    judgement: LearnerJudgement
    bootcamps: tuple[BootcampState, ...]
    work: tuple[Wanted, ...] = ()


def stale(basis: Basis) -> "QuerySet[LearnerRow]":
    """The learners whose rows are missing or out of date."""
    fresh = Q(state__version=F("version"), state__basis=mark_of(basis))
    return LearnerRow.objects.filter(deleted=None).exclude(fresh)


def make_fresh(row: LearnerRow, basis: Basis) -> bool:
    """Make the rows of one learner anew if they are out of date, and say so, so that no screen shows an old answer."""
    state = getattr(row, "state", None)
    if state is not None and (state.version, state.basis) == (row.version, mark_of(basis)):
        return False
    refresh([row.pk], basis)
    return True


def refresh(learners: Iterable[int], basis: Basis) -> None:
    """Make the rows of some learners anew, and of everybody who is the same person; those deleted have none."""
    keys = _with_related(learners)
    made = _made(_read(keys, basis), basis)
    with transaction.atomic(savepoint=False):
        _write(made, keys, basis)


def refresh_all(basis: Basis, tick: Tick = lambda learners: None, pause: Pause = lambda: None) -> None:
    """Make all rows anew that are out of date, in batches, so that others can write in between.

    ``pause`` is called before each learner, so that whoever waits for a page can be let through.
    """
    waiting = set(stale(basis).values_list("pk", flat=True))
    while waiting:
        done = _refresh_beside_others(sorted(waiting)[:BATCH], basis, pause)
        tick(len(waiting & done))
        waiting -= done


def _refresh_beside_others(learners: Collection[int], basis: Basis, pause: Pause) -> set[int]:
    """Make rows anew while others write, and say whose; begin again where what they rest on was changed meanwhile."""
    while True:
        last, returned = _last_change(), _first_returns_kept()
        keys = _with_related(learners)
        made = _made(_read(keys, basis, pause=pause), basis)
        pause()
        with transaction.atomic():
            changed = set(Change.objects.filter(pk__gt=last).values_list("learner", flat=True))
            if returned == _first_returns_kept() and keys.isdisjoint(_with_related(changed)):
                _write(made, keys, basis)
                return keys


def _last_change() -> int:
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def _first_returns_kept() -> dict[str, int | None]:
    found: dict[str, int | None] = ReturnedAim.objects.aggregate(last=Max("pk"), number=Count("pk"))
    return found


def would_be(documents: Mapping[int, Document], basis: Basis) -> dict[int, Rows]:
    """The rows that learners would have if these were their documents; nothing is written."""
    made = _made(_read(_with_related(documents), basis, documents), basis)
    return {rows.state.learner_id: rows for rows in made if rows.state.learner_id in documents}


def claims_of(learners: Sequence[int], basis: Basis, tick: Tick = lambda learners: None) -> list[Claim]:
    """The claims of some learners, judged now."""
    found: list[Claim] = []
    for first in range(0, len(learners), BATCH):
        batch = learners[first : first + BATCH]
        read = _read(batch, basis)
        found += [claim for one in read for claim in one.judged.claims]
        tick(len(batch))
    return found


def foreseen(row: LearnerRow, document: Document, basis: Basis) -> list[dict[str, Any]]:
    """The bootcamps of a learner as the screens would show them with another document; nothing is written."""
    held: list[dict[str, Any]] = would_be({row.pk: document}, basis)[row.pk].judgement.bootcamps
    return held


def forget(learners: Iterable[int]) -> None:
    """Drop the rows of learners, and of everybody who is the same person, to be made anew later."""
    keys = list(learners)
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH]
        _drop(_with_related(batch))
        close_work(LearnerRow.objects.filter(pk__in=batch).exclude(deleted=None).values_list("pk", flat=True))


def _drop(learners: Collection[int]) -> None:
    for model in (LearnerState, LearnerJudgement, BootcampState):
        model.objects.filter(learner_id__in=learners).delete()


def _with_related(learners: Iterable[int]) -> set[int]:
    """The learners and all who may be the same person, perhaps by way of others, now or when they were last judged."""
    found = new = set(learners)
    while new:
        new = _sharing(*_marks(new)) - found
        found = found | new
    return found


def _marks(learners: Collection[int]) -> tuple[set[str], set[str]]:
    """The references and the ULNs that learners have, or had when they were last judged."""
    rows = (
        LearnerRow.objects.filter(pk__in=learners)
        .annotate(previous=_text_of("PrevLearnRefNumber"), uln=_text_of("ULN"))
        .values_list(
            "LearnRefNumber", "previous", "state__LearnRefNumber", "state__PrevLearnRefNumber", "uln", "state__ULN"
        )
    )
    references, ulns = set(), set()
    for row in rows:
        references |= {reference for reference in row[:4] if reference}
        ulns |= {uln.strip() for uln in row[4:] if uln and uln.strip()}
    return references, ulns


def _sharing(references: Collection[str], ulns: Collection[str]) -> set[int]:
    """Those who are there and have such a reference, or were last judged with one or with such a ULN."""
    there = LearnerRow.objects.filter(deleted=None).values_list("pk", flat=True)
    return set(
        there.filter(LearnRefNumber__in=references).union(
            there.filter(state__PrevLearnRefNumber__in=references), there.filter(state__ULN__in=ulns)
        )
    )


def _text_of(element: str) -> KeyTextTransform:
    """The text of an element of the learner, as the database finds it in the document."""
    return KeyTextTransform(element, KeyTransform(LEARNER, "document__content"))


def _read(
    learners: Collection[int],
    basis: Basis,
    instead: Mapping[int, Document] = MappingProxyType({}),
    pause: Pause = lambda: None,
) -> list[_Read]:
    """The learners judged; ``instead``: other documents than those kept, by the learner's key."""
    found = []
    rows = LearnerRow.objects.filter(pk__in=learners, deleted=None)
    listed = list(rows.select_related("document", "of__provider").order_by("pk"))
    first = first_returns(row.pk for row in listed)
    for row in listed:
        pause()
        year = year_of(str(row.document.year))
        document = checked(instead.get(row.pk, row.document.content), year)
        ukprn = row.of.provider.UKPRN
        given = basis.given(year, ukprn)
        judged = judge(document, year, given, return_of(ukprn, year, basis.as_of))
        judged = replace(judged, claims=with_first_returns(judged.claims, first.get(row.pk, {})))
        found.append(_Read(row, document, year, judged))
    return found


def _write(made: Sequence[Rows], instead_of: Collection[int], basis: Basis) -> None:
    """Put rows in the place of those of some learners; who has none now has none any more."""
    gone = set(instead_of) - {rows.state.learner_id for rows in made}
    if gone:
        _drop(gone)
    LearnerState.objects.bulk_create((rows.state for rows in made), **_over(LearnerState))
    LearnerJudgement.objects.bulk_create((rows.judgement for rows in made), **_over(LearnerJudgement))
    _write_bootcamps(made, instead_of)
    work = {rows.state.learner_id: (rows.state.learner, rows.work) for rows in made}
    keep_work(work, gone, basis.as_of)


def _write_bootcamps(made: Sequence[Rows], instead_of: Collection[int]) -> None:
    """Put the bootcamps in the place of those of some learners; most often they are still the same."""
    wanted = {rows.state.learner_id: rows.bootcamps for rows in made if rows.bootcamps}
    kept: dict[int, list[BootcampState]] = {}
    for row in BootcampState.objects.filter(learner__in=instead_of).order_by("pk"):
        kept.setdefault(row.learner_id, []).append(row)
    other = [key for key in wanted.keys() | kept.keys() if _said(wanted.get(key, ())) != _said(kept.get(key, ()))]
    if any(key in kept for key in other):
        BootcampState.objects.filter(learner__in=other).delete()
    BootcampState.objects.bulk_create(row for key in sorted(other) for row in wanted.get(key, ()))


def _said(rows: Iterable[BootcampState]) -> list[tuple[Any, ...]]:
    """What bootcamps say, without their keys."""
    names = [column.attname for column in BootcampState._meta.concrete_fields if not column.primary_key]
    return [tuple(getattr(row, name) for name in names) for row in rows]


def _over(model: type[Model]) -> dict[str, Any]:
    """How rows of a model that has one for each learner are written over those that are there."""
    columns = [column.name for column in model._meta.concrete_fields if not column.primary_key]
    return {"update_conflicts": True, "unique_fields": ["learner"], "update_fields": columns}


def _made(read: Sequence[_Read], basis: Basis) -> list[Rows]:
    """The rows of learners who were read together."""
    settled = _settled([claim for one in read for claim in one.judged.claims], basis)
    read = [_with_history(one, settled.get(_key(one), ([], []))[0]) for one in read]
    homes = {_key(one): one for one in read}
    mark = mark_of(basis)
    made = []
    for one, work in zip(read, _work(read, settled, basis), strict=True):
        bootcamps, lonely = settled.get(_key(one), ([], []))
        state = _state(one, bootcamps, basis, mark)
        judgement = _judgement(one, bootcamps, lonely, homes, basis)
        rows = tuple(_bootcamp_row(one, bootcamp, basis) for bootcamp in bootcamps)
        made.append(Rows(state, judgement, rows, tuple(work)))
    return made


def _work(
    read: Sequence[_Read], settled: dict[_Key, tuple[list[Bootcamp], list[Orphan]]], basis: Basis
) -> list[list[Wanted]]:
    """What is to be done for each learner: the bootcamps and milestone aims of all of them, each once."""
    people = [
        Person(
            return_of(one.row.of.provider.UKPRN, one.year, basis.as_of),
            one.row.LearnRefNumber,
            one.document,
            one.judged,
            one.row.dont_export,
        )
        for one in read
    ]
    bootcamps = {id(bootcamp): bootcamp for found, _ in settled.values() for bootcamp in found}
    orphans = {id(orphan): orphan for _, found in settled.values() for orphan in found}
    return wanted(people, list(bootcamps.values()), list(orphans.values()), basis)


def _settled(claims: list[Claim], basis: Basis) -> dict[_Key, tuple[list[Bootcamp], list[Orphan]]]:
    """The settled bootcamps of each learner of each year, and the milestone aims whose bootcamp is not there."""
    found: dict[_Key, tuple[list[Bootcamp], list[Orphan]]] = {}
    for person in persons(claims) if claims else ():
        bootcamps, lonely = settle_person(person, basis)
        for key in dict.fromkeys((claim.returned.year, claim.LearnRefNumber) for claim in person):
            own = [one for one in lonely if key == (one.claim.returned.year, one.claim.LearnRefNumber)]
            before = found.get(key, ([], []))
            found[key] = (before[0] + bootcamps, before[1] + own)
    return found


def _with_history(one: _Read, bootcamps: list[Bootcamp]) -> _Read:
    """With what earlier returns say against the records as they are now."""
    own = [bootcamp for bootcamp in bootcamps if _is_own(one, bootcamp)]
    said = [_message(one.document, bootcamp.claim, fault) for bootcamp in own for fault in history_of(bootcamp)]
    return replace(one, judged=replace(one.judged, messages=(*one.judged.messages, *said)))


def _message(document: Document, claim: Claim, fault: Fault) -> Message:
    """A fault found on the history of a bootcamp, with its places in the document."""
    aim = f"{LEARNER}/LearningDelivery/{_record_of(document, claim)}"
    places = tuple(f"{aim if hasattr(LearningDelivery, name) else LEARNER}/{name}" for name in fault.fields)
    return Message(
        Severity.TO_DO, fault.code, places, fault.message, fault.source, claim.AimSeqNumber, claim.LearnAimRef
    )


def _key(one: _Read) -> _Key:
    return (one.year.code, one.row.LearnRefNumber)


def _is_own(one: _Read, bootcamp: Bootcamp) -> bool:
    """Whether the record of the bootcamp that counts is this learner's."""
    return (bootcamp.claim.returned.year, bootcamp.claim.LearnRefNumber) == _key(one)


def _state(one: _Read, bootcamps: list[Bootcamp], basis: Basis, mark: str) -> LearnerState:
    tree = one.document.get(LEARNER, {})
    total = Outlook()
    for bootcamp in bootcamps:
        if _is_own(one, bootcamp):
            for milestone in bootcamp.milestones.values():
                total += outlook(bootcamp, milestone, basis.as_of).outlook
    texts = [one.row.LearnRefNumber, *(tree.get(name, "") for name in SEARCHED)]
    judged = one.judged
    counts = {
        "gaps": judged.count(GAP),
        "schema_faults": judged.count(Severity.SCHEMA),
        "errors": judged.count(Severity.ERROR),
        "warnings": judged.count(Severity.WARNING),
        "no_pay": judged.count(Severity.NO_PAY),
        "to_do": judged.count(Severity.TO_DO),
        "unjudged": len(judged.unjudged),
    }
    must = ("gaps", "schema_faults", "errors", "no_pay", "unjudged")
    return LearnerState(
        learner=one.row,
        version=one.row.version,
        basis=mark,
        LearnRefNumber=one.row.LearnRefNumber,
        PrevLearnRefNumber=tree.get("PrevLearnRefNumber", ""),
        FamilyName=tree.get("FamilyName", ""),
        GivenNames=tree.get("GivenNames", ""),
        ULN=tree.get("ULN", "").strip(),
        DateOfBirth=_day(tree.get("DateOfBirth", "")),
        searched=" ".join(text for text in texts if text).casefold(),
        needs_action=any(counts[name] for name in must) or total.at_risk > 0,
        **counts,
        **{part: getattr(total, part) for part in PARTS},
    )


SEARCHED = ("ULN", "GivenNames", "FamilyName", "Postcode", "PostcodePrior")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _judgement(
    one: _Read, bootcamps: list[Bootcamp], lonely: list[Orphan], homes: dict[_Key, _Read], basis: Basis
) -> LearnerJudgement:
    shown = []
    for bootcamp in bootcamps:
        home = homes.get((bootcamp.claim.returned.year, bootcamp.claim.LearnRefNumber), one)
        entry = shown_bootcamp(home.document, bootcamp, basis)
        shown.append(entry | {"own": home is one, "home": home.row.pk})
    return LearnerJudgement(
        learner=one.row,
        messages=[asdict(message) for message in one.judged.messages],
        bootcamps=shown
        + [
            orphan_entry(orphan) | {"record": None, "own": True, "home": one.row.pk, "year": one.year.code}
            for orphan in lonely
        ],
        unjudged=list(one.judged.unjudged),
    )


def _bootcamp_row(one: _Read, bootcamp: Bootcamp, basis: Basis) -> BootcampState:
    claim = bootcamp.claim
    entry = bootcamp_entry(bootcamp)
    prospects = {name: outlook(bootcamp, bootcamp.milestones[name], basis.as_of) for name in MILESTONES}
    return BootcampState(
        learner=one.row,
        own=_is_own(one, bootcamp),
        LearnAimRef=claim.LearnAimRef,
        LearnStartDate=claim.LearnStartDate,
        CompStatus=claim.CompStatus,
        destination=claim.destination,
        category=entry["destination"]["category"] or "",
        **{name: prospects[name].state for name in MILESTONES},
        **{f"{name}_pence": bootcamp.milestones[name].worth for name in MILESTONES},
        **{f"{name}_paid": prospects[name].outlook.paid for name in MILESTONES},
        **{f"{name}_open": prospects[name].outlook.open for name in MILESTONES},
        **{f"{name}_codes": " ".join(prospects[name].codes) for name in MILESTONES},
    )


def shown_bootcamp(document: Document, bootcamp: Bootcamp, basis: Basis) -> dict[str, Any]:
    """A bootcamp as the screens show it, with the document that holds it.

    The entry of ``pay`` with the ``_id`` of the record, and of each milestone its state, its outlook in pence, what is
    met, and the day that it turns on.
    """
    entry = bootcamp_entry(bootcamp)
    claim = bootcamp.claim
    dates = _last_safe_dates(bootcamp)
    for name, milestone in bootcamp.milestones.items():
        prospect = outlook(bootcamp, milestone, basis.as_of)
        entry["milestones"][name] |= {
            "state": prospect.state,
            "outlook": asdict(prospect.outlook),
            "worth": milestone.worth,
            "met": met(milestone, bootcamp),
            "lacks": _lacks(milestone),
            "last_safe_date": dates.get(name),
        }
    allocated = bootcamp.case.terms.bootcamps.get(claim.LearnAimRef)
    return entry | {
        "record": _record_of(document, claim),
        "year": claim.returned.year,
        "title": allocated.title if allocated else "",
        "CompStatus": claim.CompStatus,
        "LearnPlanEndDate": claim.LearnPlanEndDate.isoformat() if claim.LearnPlanEndDate else None,
        "LearnActEndDate": claim.LearnActEndDate.isoformat() if claim.LearnActEndDate else None,
    }


def _record_of(document: Document, claim: Claim) -> str | None:
    """The ``_id`` of the aim that a claim is about, None where the document does not hold it."""
    return next(
        (
            aim[ID]
            for aim in document.get(LEARNER, {}).get("LearningDelivery", ())
            if aim.get("LearnAimRef") == claim.LearnAimRef
            and _day(aim.get("LearnStartDate", "")) == claim.LearnStartDate
        ),
        None,
    )


def _lacks(milestone: Milestone) -> list[str]:
    """What stands against a milestone, in short: the messages of the learner say more of the no-pay reasons."""
    kept = milestone.moved.kept if milestone.moved else None
    said = [f"Paid before and kept: {kept}."] if kept else []
    said += [unmet.message for unmet in milestone.unmet]
    said += [f"No pay: {reasons()[fault.code].phrase} ({fault.code})." for fault in milestone.no_pay]
    return said + [f"It cannot be judged: {missing}." for missing in milestone.missing]


def _last_safe_dates(bootcamp: Bootcamp) -> dict[str, str]:
    """Of each milestone the day that it turns on: M1 is payable from it, M2 needs an end on it or later (a share of the
    planned days), M3 an offer on it or earlier."""
    claim, terms = bootcamp.claim, bootcamp.case.terms
    start, planned, last = bootcamp.case.start_of_course, bootcamp.case.planned_end, last_day(bootcamp)
    days = {
        "M1": day_of_milestone_1(claim.LearnStartDate, terms) if claim.LearnStartDate else None,
        "M2": first_end_that_counts(start, planned, terms) if start and planned else None,
        "M3": last,
    }
    return {name: day.isoformat() for name, day in days.items() if day is not None}
