"""Everything that the open store keeps about one person, as JSON: for the person, who may ask for it (subject access).

Read only. What is of one person is taken narrowly, so that nothing of another one is given away: the same real ULN, or
the same reference with the same date of birth. ``others`` names those who are near and were left out.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from openlet.payments.ledger import WrongLedger
from openlet.store.basis import kept_ledger
from openlet.store.models import Batch, Change, Job, LearnerRow, MadeFile, ReportTable, Snapshot, Upload
from openlet.store.refusals import NotDone
from openlet.store.services.snapshots import content_of
from openlet.store.traces import InSnapshots, Kept, all_kept, names_of

Said = dict[str, Any]
FOUND = {  # what was made of a learner's record, and of what: each row of these tables that hangs on the learner
    "in_lists": "state",
    "messages_and_bootcamps": "judgement",
    "learning_deliveries_in_lists": "deliveries",
    "bootcamps_in_lists": "bootcamps",
    "planned_ends_as_first_returned": "returned",
}
NAMING = ("learn_ref_number", "learner")  # columns of reports that hold a LearnRefNumber


@dataclass(frozen=True, slots=True)
class Person:
    """The learners of a store who are one person, every reference of theirs, and who is near but not included."""

    kept: tuple[Kept, ...]
    references: frozenset[str]
    others: tuple[str, ...]

    @property
    def learners(self) -> list[int]:
        """Their keys."""
        return [one.learner for one in self.kept]

    @property
    def ULNs(self) -> set[str]:
        """Their real ULNs."""
        return {one.ULN for one in self.kept if one.ULN}


def person_of(learner: int) -> Person:
    """The person whose record has a key. Raises ``NotDone``."""
    everybody = list(all_kept())
    return _person([one for one in everybody if one.learner == learner], everybody)


def person_with(uln: str = "", reference: str = "") -> Person:
    """The person with a ULN, or with a reference that no two people have or had. Raises ``NotDone``."""
    everybody = list(all_kept())
    first = [one for one in everybody if (uln == one.ULN if uln else one.LearnRefNumber == reference)]
    found = _person(first, everybody)
    if not {one.learner for one in first} <= set(found.learners):
        raise NotDone("More than one person has that reference. Give the ULN instead.")
    return found


def _person(first: list[Kept], everybody: list[Kept]) -> Person:
    if not first:
        raise NotDone("Nobody with that ULN or reference is kept here. Look at the number again.")
    found = first[:1]
    for one in found:  # it grows
        found += [other for other in everybody if other not in found and _is_same(one, other)]
    references = {name for held in names_of(one.learner for one in found).values() for _, name in held}
    references |= {one.LearnRefNumber for one in found}
    near = {one.LearnRefNumber for one in found} | {one.PrevLearnRefNumber for one in found if one.PrevLearnRefNumber}
    others = [
        one.LearnRefNumber
        for one in everybody
        if one not in found and not near.isdisjoint({one.LearnRefNumber, one.PrevLearnRefNumber})
    ]
    return Person(tuple(sorted(found, key=lambda one: one.learner)), frozenset(references), tuple(others))


def _is_same(one: Kept, other: Kept) -> bool:
    if one.ULN and one.ULN == other.ULN:
        return True
    names = {one.LearnRefNumber, one.PrevLearnRefNumber} - {""}
    shares = not names.isdisjoint({other.LearnRefNumber, other.PrevLearnRefNumber})
    return shares and one.DateOfBirth != "" and one.DateOfBirth == other.DateOfBirth


def everything_about(person: Person) -> Said:
    """All that is kept of a person, by kind; what the keys mean is said by their names."""
    return {
        "records": [_record(row) for row in _rows(person)],
        "snapshots": list(_snapshots(person)),
        "payments_recorded": _payments(person),
        "acts_on_many": _batches(person),
        "rows_of_reports": list(_reports(person)),
        "working_data": _working(person),
    }


def _rows(person: Person) -> list[LearnerRow]:
    rows = LearnerRow.objects.filter(pk__in=person.learners).select_related("of", "document")
    return list(rows.order_by("of__year", "pk"))


def _record(row: LearnerRow) -> Said:
    return {
        "year": row.of.year,
        **_values(row, "of"),
        "document": row.document.content,
        **{name: _hanging(row, related) for name, related in FOUND.items()},
        "things_to_do": [
            _values(item, "learner") | {"history": [_values(one, "item") for one in item.changes.order_by("pk")]}
            for item in row.work.order_by("pk")
        ],
        "changes": [_values(one, "learner") for one in Change.objects.filter(learner=row).order_by("pk")],
    }


def _hanging(row: LearnerRow, related: str) -> Any:
    if not hasattr(row, related):
        return None
    held = getattr(row, related)
    if isinstance(held, models.Model):
        return _values(held, "learner")
    return [_values(one, "learner") for one in held.order_by("pk")]


def _values(one: models.Model, *without: str) -> Said:
    """The columns of a row, without the link to what it is shown below."""
    return {field.attname: field.value_from_object(one) for field in one._meta.fields if field.name not in without}


def _snapshots(person: Person) -> Iterator[Said]:
    theirs = InSnapshots(names_of(person.learners), {one.learner: one.of for one in person.kept})
    for key in list(Snapshot.objects.order_by("pk").values_list("pk", flat=True)):
        snapshot = Snapshot.objects.select_related("of").get(pk=key)
        content = content_of(snapshot)
        for entry in theirs.entries(snapshot, content):
            left_out = [reasons for name, reasons in content["left_out"] if name == entry["LearnRefNumber"]]
            yield {
                "year": snapshot.of.year,
                **_values(snapshot, "of", "content", "learners"),
                "left_out_because": left_out[0] if left_out else None,
                "record_then": entry,
            }


def _payments(person: Person) -> list[Said]:
    """Movements of the ledger under a ULN of the person; by reference, where nobody else here has the ULN."""
    try:
        ledger = kept_ledger()
    except WrongLedger as error:
        raise NotDone(str(error)) from None
    taken = {one.ULN for one in all_kept()} - person.ULNs
    return [
        {
            "ULN": one.ULN, "UKPRN": one.UKPRN, "LearnRefNumber": one.LearnRefNumber, "LearnAimRef": one.LearnAimRef,
            "LearnStartDate": one.LearnStartDate, "milestone": one.milestone, "pence": one.pence, "year": one.year,
            "reason": one.reason, "judged_as_of": run.as_of, "recorded_by": run.recorded_by,
            "recorded_at": run.recorded_at,
        }
        for run in ledger.recordings
        for one in run.entries
        if str(one.ULN) in person.ULNs or (one.LearnRefNumber in person.references and str(one.ULN) not in taken)
    ]  # fmt: skip


def _batches(person: Person) -> list[Said]:
    """Acts on many learners that touched the person, without the others whom they touched."""
    keys, found = set(person.learners), []
    for batch in Batch.objects.select_related("of").order_by("pk"):
        versions = [one for one in batch.saves if one[0] in keys]
        left_alone = [one for one in batch.left_alone if one[0] in person.references]
        if versions or left_alone:
            about = _values(batch, "of", "saves", "left_alone", "template", "token")
            found.append(about | {"year": batch.of.year, "saves": versions, "left_alone": left_alone})
    return found


def _reports(person: Person) -> Iterator[Said]:
    """The rows of kept reports that name the person by ULN, or where they have none by reference."""
    for table in ReportTable.objects.select_related("result").order_by("pk"):
        columns = list(table.columns)
        rows = json.loads(zlib.decompress(bytes(table.content)))
        for row in rows:
            held = dict(zip(columns, row, strict=False))
            uln = str(held.get("uln") or "")
            named = any(held.get(column) in person.references for column in NAMING)
            if uln in person.ULNs or (named and (not uln or not person.ULNs)):
                yield {"report": table.report, "table": table.title, "as_of": table.result.as_of, "row": held}


def _working(person: Person) -> list[Said]:
    """Jobs and files in passing, of everybody or of many: that they are there, not what they hold of others."""
    words = [*person.ULNs, *person.references]
    found: list[Said] = []
    for job in Job.objects.order_by("pk"):
        if any(json.dumps(word) in json.dumps([job.asked, job.result]) for word in words):
            found.append({"what": "job", "kind": job.kind, "who": job.who, "when": job.when, "text": job.text})
    for kind, kept in (("file sent in", Upload.objects), ("file made to be downloaded", MadeFile.objects)):
        found += [{"what": kind, "name": one.name, "when": one.when} for one in kept.order_by("pk")]
    return found
