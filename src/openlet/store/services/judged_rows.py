"""The rows that screens read: what was found on each learner, kept beside the records and made anew from them.

A row says with which version of the learner, and on which basis, it was made; ``refresh`` makes some anew,
``stale`` tells which are out of date. Learners who may be one person (one ULN, or a reference of one that the other has
or had) are settled together, so that a change of one makes the rows of all of them anew.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from openlet.payments.amounts import MILESTONES
from openlet.payments.bootcamps import Bootcamp, Milestone
from openlet.payments.claims import Claim
from openlet.payments.dates import day_of_milestone_1, first_end_that_counts
from openlet.payments.persons import persons
from openlet.payments.settled import Orphan
from openlet.reports.outlook import PARTS, Outlook, met, outlook
from openlet.reports.pay import bootcamp_entry, orphan_entry
from openlet.reports.to_do import last_day
from openlet.rules import Severity
from openlet.spec.scheme import reasons
from openlet.spec.years import Year, year_of
from openlet.store.basis import mark_of
from openlet.store.documents import ID, LEARNER, Document, checked
from openlet.store.judging import GAP, Basis, Judged, judge, return_of, settle_person
from openlet.store.models import BootcampState, Change, LearnerJudgement, LearnerRow, LearnerState

BATCH = 200
Tick = Callable[[int], object]
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


def stale(basis: Basis) -> "QuerySet[LearnerRow]":
    """The learners whose rows are missing or out of date."""
    fresh = Q(state__version=F("version"), state__basis=mark_of(basis))
    return LearnerRow.objects.filter(deleted=None).exclude(fresh)


def make_fresh(row: LearnerRow, basis: Basis) -> None:
    """Make the rows of one learner anew if they are out of date, so that no screen shows an old answer."""
    state = LearnerState.objects.filter(pk=row.pk, version=row.version, basis=mark_of(basis))
    if not state.exists():
        refresh([row.pk], basis)


def refresh(learners: Iterable[int], basis: Basis) -> None:
    """Make the rows of some learners anew, and of everybody who is the same person; those deleted have none."""
    keys = _with_related(learners)
    made = _made(_read(keys, basis), basis)
    with transaction.atomic():
        _write(made, keys)


def refresh_all(basis: Basis, tick: Tick = lambda learners: None) -> None:
    """Make all rows anew that are out of date, in batches, so that others can write in between."""
    waiting = set(stale(basis).values_list("pk", flat=True))
    while waiting:
        done = _refresh_beside_others(sorted(waiting)[:BATCH], basis)
        tick(len(waiting & done))
        waiting -= done


def _refresh_beside_others(learners: Collection[int], basis: Basis) -> set[int]:
    """Make rows anew while others write, and say whose; begin again where somebody changed one of them meanwhile."""
    while True:
        seen = Change.objects.aggregate(last=Max("pk"))["last"] or 0
        keys = _with_related(learners)
        made = _made(_read(keys, basis), basis)
        with transaction.atomic():
            changed = set(Change.objects.filter(pk__gt=seen).values_list("learner", flat=True))
            if keys.isdisjoint(_with_related(changed)):
                _write(made, keys)
                return keys


def foreseen(row: LearnerRow, document: Document, basis: Basis) -> list[dict[str, Any]]:
    """The bootcamps of a learner as the screens would show them with another document; nothing is written."""
    read = [
        _judged(one.row, document, one.year, basis) if one.row.pk == row.pk else one
        for one in _read(_with_related([row.pk]), basis)
    ]
    own = next(one for one in read if one.row.pk == row.pk)
    bootcamps, lonely = _settled([claim for one in read for claim in one.judged.claims], basis).get(_key(own), ([], []))
    held: list[dict[str, Any]] = _judgement(own, bootcamps, lonely, {_key(one): one for one in read}, basis).bootcamps
    return held


def forget(learners: Iterable[int]) -> None:
    """Drop the rows of learners, and of everybody who is the same person, to be made anew later."""
    keys = list(learners)
    for first in range(0, len(keys), BATCH):
        _drop(_with_related(keys[first : first + BATCH]))


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


def _read(learners: Collection[int], basis: Basis) -> list[_Read]:
    found = []
    rows = LearnerRow.objects.filter(pk__in=learners, deleted=None)
    for row in rows.select_related("document", "of__provider").order_by("pk"):
        year = year_of(str(row.document.year))
        found.append(_judged(row, checked(row.document.content, year), year, basis))
    return found


def _judged(row: LearnerRow, document: Document, year: Year, basis: Basis) -> _Read:
    ukprn = row.of.provider.UKPRN
    return _Read(
        row, document, year, judge(document, year, basis.given(year, ukprn), return_of(ukprn, year, basis.as_of))
    )


def _write(made: Sequence[Rows], instead_of: Collection[int]) -> None:
    _drop(instead_of)
    LearnerState.objects.bulk_create(rows.state for rows in made)
    LearnerJudgement.objects.bulk_create(rows.judgement for rows in made)
    BootcampState.objects.bulk_create(row for rows in made for row in rows.bootcamps)


def _made(read: Sequence[_Read], basis: Basis) -> list[Rows]:
    """The rows of learners who were read together."""
    settled = _settled([claim for one in read for claim in one.judged.claims], basis)
    homes = {_key(one): one for one in read}
    mark = mark_of(basis)
    made = []
    for one in read:
        bootcamps, lonely = settled.get(_key(one), ([], []))
        state = _state(one, bootcamps, basis, mark)
        judgement = _judgement(one, bootcamps, lonely, homes, basis)
        made.append(Rows(state, judgement, tuple(_bootcamp_row(one, bootcamp, basis) for bootcamp in bootcamps)))
    return made


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
    )


def shown_bootcamp(document: Document, bootcamp: Bootcamp, basis: Basis) -> dict[str, Any]:
    """A bootcamp as the screens show it, with the document that holds it.

    The entry of ``pay`` with the ``_id`` of the record, and of each milestone its state, its outlook in pence, what is
    met, and the day that it turns on.
    """
    entry = bootcamp_entry(bootcamp)
    claim = bootcamp.claim
    aims = document.get(LEARNER, {}).get("LearningDelivery", ())
    record = next(
        (
            aim[ID]
            for aim in aims
            if aim.get("LearnAimRef") == claim.LearnAimRef
            and _day(aim.get("LearnStartDate", "")) == claim.LearnStartDate
        ),
        None,
    )
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
        "record": record,
        "year": claim.returned.year,
        "title": allocated.title if allocated else "",
        "CompStatus": claim.CompStatus,
        "LearnPlanEndDate": claim.LearnPlanEndDate.isoformat() if claim.LearnPlanEndDate else None,
        "LearnActEndDate": claim.LearnActEndDate.isoformat() if claim.LearnActEndDate else None,
    }


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
