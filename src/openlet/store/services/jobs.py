"""Long work in the background: begun, moved on, finished. And the files that wait for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from openlet.store.leaving import after_a_stop
from openlet.store.models import Job, MadeFile, ReturnYear, Upload
from openlet.store.refusals import NotDone
from openlet.store.services.editing import now_utc, whole

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
GROWTH = 20  # by one part in so many the progress grows until it is noted again
EXAMINE = "examine"  # the kind of job that reads a file which was sent in; its result holds what is in the file
STOPPED_MARK = "stopped"  # in what was asked, until somebody has read of it
STOPPED = "OpenLET was stopped while this was under way, so nothing of it was kept. Start it again."


@whole
def begin_job(kind: str, who: str, of: ReturnYear | None = None, **asked: Any) -> Job:
    """Note that something is to be done."""
    made: Job = Job.objects.create(kind=kind, of=of, asked=asked, who=who, when=now_utc())
    return made


def start_job(job: int, total: int = 0) -> Job:
    """Note that it is under way. ``total`` counts what is to be done, 0 where that is not known."""
    Job.objects.filter(pk=job).update(state=RUNNING, total=total)
    started: Job = Job.objects.select_related("of__provider").get(pk=job)
    return started


def progress_of(job: int, every: int = 50) -> Callable[[int], None]:
    """A function that is told how many more are done; it notes every few, and of many every twentieth part, so that
    noting costs little."""
    done, noted = 0, 0

    def tick(more: int) -> None:
        nonlocal done, noted
        done += more
        if done - noted >= max(every, noted // GROWTH):
            Job.objects.filter(pk=job).update(done=done)
            noted = done

    return tick


def say_stage(job: int, text: str) -> None:
    """Note in a sentence what a job is about to do."""
    Job.objects.filter(pk=job).update(text=text)


def finish_job(job: int, text: str, result: Any = None, failed: bool = False) -> None:
    """Note how it ended."""
    Job.objects.filter(pk=job).update(state=FAILED if failed else DONE, text=text, result=result)


def forget_results(kind: str, but: int) -> None:
    """Drop what earlier jobs of a kind brought about, where only the newest is looked at: results hold learner data."""
    Job.objects.filter(kind=kind).exclude(pk=but).update(result=None)


def note_asked(job: int, **asked: Any) -> None:
    """Note more of what a job is about."""
    kept = Job.objects.get(pk=job)
    Job.objects.filter(pk=job).update(asked=kept.asked | asked)


def fail_stopped_jobs() -> list[Job]:
    """Note of jobs that were under way when the program stopped what became of them, and give them back."""
    stopped = list(Job.objects.filter(state__in=(RUNNING, WAITING)).order_by("pk"))
    for job in stopped:
        job.state, job.text = FAILED, STOPPED
        if "path" in job.asked:
            job.text = after_a_stop(Path(job.asked["path"]), job.asked["sha256"])
        job.asked = job.asked | {STOPPED_MARK: True}
        job.save(update_fields=("state", "text", "asked"))
    return stopped


def stopped_jobs() -> "QuerySet[Job]":
    """The jobs that a stop of the program cut off, and of which nobody has taken notice yet."""
    return Job.objects.filter(**{f"asked__{STOPPED_MARK}": True}).order_by("pk")


def take_notice(job: int) -> None:
    """Note that somebody has read what became of a job."""
    note_asked(job, **{STOPPED_MARK: False})


@whole
def keep_upload(name: str, content: bytes, who: str) -> Upload:
    """Keep a file until it has been imported or given up."""
    made: Upload = Upload.objects.create(name=name, content=content, who=who, when=now_utc())
    return made


def upload_of(upload: int) -> Upload:
    """A file that waits. Raises ``NotDone``."""
    kept: Upload | None = Upload.objects.filter(pk=upload).first()
    if kept is None:
        raise NotDone("That file is not here any more: it was imported or given up. Choose it again.")
    return kept


def drop_upload(upload: int) -> None:
    """Remove a file that was imported or given up, and all that was found out about it, from the disk as well."""
    _drop(Upload.objects.filter(pk=upload))


def drop_old_uploads(before: datetime) -> None:
    """Remove files that were sent in before a moment and never imported."""
    _drop(Upload.objects.filter(when__lt=before))


def drop_imported_uploads(kind: str) -> None:
    """Remove files whose import, a job of that kind, is done: the program was stopped before it could remove them."""
    done = Job.objects.filter(kind=kind, state=DONE, asked__has_key="upload").values_list("asked__upload", flat=True)
    _drop(Upload.objects.filter(pk__in=[key for key in done if isinstance(key, int)]))


def _drop(uploads: "QuerySet[Upload]") -> None:
    keys = list(uploads.values_list("pk", flat=True))
    if not keys:
        return
    with erasing():
        for key in keys:
            Job.objects.filter(kind=EXAMINE, asked__upload=key).update(result=None)
            MadeFile.objects.filter(job__asked__upload=key).delete()
        Upload.objects.filter(pk__in=keys).delete()


@contextmanager
def erasing() -> Iterator[None]:
    """One transaction in which what is deleted is overwritten, so that nothing of it stays on the disk."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute("PRAGMA secure_delete = ON")
        with transaction.atomic():
            yield
        if is_sqlite:
            cursor.execute("PRAGMA secure_delete = OFF")
            if not connection.in_atomic_block:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # nor does a copy stay beside the database
