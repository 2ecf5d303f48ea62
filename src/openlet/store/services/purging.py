"""Retention: what is kept of people whose last day lies before a date is removed for good.

A person's last day is the latest date in any of their records (not the date of birth), or the day of the last change
where that is later. Learners who may be one person stay or go together. The ledger stays whole: what was paid, for
which ULN, must remain to be defended.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from openlet.store.models import (
    Batch,
    Change,
    Job,
    LearnerDocument,
    LearnerRow,
    MadeFile,
    ReportResult,
    ReturnedAim,
    Snapshot,
    Upload,
    WorkChange,
    WorkItem,
)
from openlet.store.refusals import NotDone
from openlet.store.services.jobs import RUNNING, WAITING, erasing
from openlet.store.services.snapshots import PURGED, content_of
from openlet.store.traces import InSnapshots, Kept, all_kept, names_of, who_may_be_one

AT_ONCE = 500  # learners of one statement


@dataclass(slots=True)
class Purge:
    """What would go, or went: people, and ``counts`` of what is kept of them by kind, in words.

    ``staying`` people are within retention; ``ahead`` of those are kept by a date that is still to come. ``refused``:
    why nothing was done, in a sentence.
    """

    people: int = 0
    staying: int = 0
    ahead: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    refused: str = ""


@dataclass(slots=True)
class _Going:
    learners: list[Kept]
    said: Purge

    @property
    def keys(self) -> list[int]:
        return [one.learner for one in self.learners]


def to_purge(before: date, today: date) -> Purge:
    """What a purge would remove from the open store; nothing is changed."""
    going = _going(before, today)
    going.said.counts = _counts(going, before)
    return going.said


def purge(before: date, today: date) -> Purge:
    """Remove it, all or nothing. Raises ``NotDone`` while work is under way in the background."""
    with erasing():
        if Job.objects.filter(state__in=(WAITING, RUNNING)).exists():
            raise NotDone("Work is under way in the background, so nothing was removed. Try again when it is done.")
        going = _going(before, today)
        going.said.counts = _counts(going, before)
        _empty_snapshots(going)
        _forget_in_batches(going)
        for keys in _in_parts(going.keys):
            _remove(keys)
        _passing(going, before).remove()
    return going.said


def _going(before: date, today: date) -> _Going:
    said, learners = Purge(), list[Kept]()
    for person in who_may_be_one(all_kept()):
        last = max(one.last_day for one in person)
        if last < before:
            said.people += 1
            learners += person
        else:
            said.staying += 1
            said.ahead += last > today
    return _Going(learners, said)


def _counts(going: _Going, before: date) -> dict[str, int]:
    """What is kept of them, by kind."""
    found = {"learner records": len(going.learners)}
    kinds: dict[str, QuerySet[Any]] = {
        "changes": Change.objects,
        "planned ends as first returned": ReturnedAim.objects,
        "things to do": WorkItem.objects,
    }
    for name, kept in kinds.items():
        found[name] = sum(kept.filter(learner__in=keys).count() for keys in _in_parts(going.keys))
    found["entries in snapshots"] = sum(len(gone) for _, _, gone in _in_snapshots(going))
    return found | _passing(going, before).counts()


def _in_parts(keys: list[int]) -> Iterable[list[int]]:
    return (keys[first : first + AT_ONCE] for first in range(0, len(keys), AT_ONCE))


def _in_snapshots(going: _Going) -> Iterable[tuple[Snapshot, dict[str, Any], list[dict[str, Any]]]]:
    """Each snapshot in which they are, with its content and their entries in it."""
    if not going.learners:
        return
    names = {key: held for keys in _in_parts(going.keys) for key, held in names_of(keys).items()}
    theirs = InSnapshots(names, {one.learner: one.of for one in going.learners})
    for key in list(Snapshot.objects.order_by("pk").values_list("pk", flat=True)):
        snapshot = Snapshot.objects.get(pk=key)
        content = content_of(snapshot)
        gone = theirs.entries(snapshot, content)
        if gone:
            yield snapshot, content, gone


def _empty_snapshots(going: _Going) -> None:
    for snapshot, content, gone in _in_snapshots(going):
        names = {one["LearnRefNumber"] for one in gone}
        content["learners"] = [one for one in content["learners"] if one["LearnRefNumber"] not in names]
        content["left_out"] = [one for one in content["left_out"] if one[0] not in names]
        content[PURGED] = content.get(PURGED, 0) + len(gone)
        snapshot.learners, snapshot.content = len(content["learners"]), zlib.compress(json.dumps(content).encode())
        snapshot.save(update_fields=("learners", "content"))


def _forget_in_batches(going: _Going) -> None:
    """Acts on many are known to have been done; to whom, only as far as they are kept."""
    keys = set(going.keys)
    names = {name for held in names_of(keys).values() for _, name in held} | {
        one.LearnRefNumber for one in going.learners
    }
    for batch in Batch.objects.all() if keys else ():
        saves = [one for one in batch.saves if one[0] not in keys]
        left_alone = [one for one in batch.left_alone if one[0] not in names]
        if (saves, left_alone) != (batch.saves, batch.left_alone):
            Batch.objects.filter(pk=batch.pk).update(saves=saves, left_alone=left_alone)


def _remove(keys: list[int]) -> None:
    """Remove the rows of learners: the one place where the change log loses lines."""
    WorkChange._base_manager.filter(item__learner__in=keys).delete()
    WorkItem.objects.filter(learner__in=keys).delete()
    log = Change._base_manager.filter(learner__in=keys)
    log.exclude(undoes=None).update(undoes=None)
    log.delete()
    LearnerDocument.objects.filter(learner__in=keys).delete()
    LearnerRow.objects.filter(pk__in=keys).delete()  # and what was found on them, which hangs on the row


@dataclass(frozen=True, slots=True)
class _Passing:
    """Working data that may name anybody. It can all be made again: where somebody goes, all of it goes."""

    jobs: "QuerySet[Job]"
    made: "QuerySet[MadeFile]"
    uploads: "QuerySet[Upload]"
    reports: "QuerySet[ReportResult]"

    def counts(self) -> dict[str, int]:
        """How much there is, by kind."""
        return {
            "jobs that are over": self.jobs.count(),
            "files made to be downloaded": self.made.count(),
            "files sent in and not imported": self.uploads.count(),
            "reports as last worked out": self.reports.count(),
        }

    def remove(self) -> None:
        """Remove it."""
        for kept in (self.made, self.uploads, self.reports, self.jobs):
            kept.delete()
        if apps.is_installed("django_tasks_db"):
            tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
            tasks.exclude(status__in=("READY", "RUNNING")).delete()


def _passing(going: _Going, before: date) -> _Passing:
    """All of it where somebody goes, else what is older than the date."""
    old = Q() if going.learners else Q(when__date__lt=before)
    return _Passing(
        Job.objects.filter(old),
        MadeFile.objects.filter(old),
        Upload.objects.filter(old),
        ReportResult.objects.filter(old),
    )
