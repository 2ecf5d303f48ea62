"""Long work in the background: begun, moved on, finished. And the files that wait for it."""

from collections.abc import Callable
from typing import Any

from openlet.store.models import Job, ReturnYear, Upload
from openlet.store.refusals import NotDone
from openlet.store.services.editing import now_utc, whole

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
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
    """A function that is told how many more are done; it notes every few, so that noting costs little."""
    done, noted = 0, 0

    def tick(more: int) -> None:
        nonlocal done, noted
        done += more
        if done - noted >= every:
            Job.objects.filter(pk=job).update(done=done)
            noted = done

    return tick


def finish_job(job: int, text: str, result: Any = None, failed: bool = False) -> None:
    """Note how it ended."""
    Job.objects.filter(pk=job).update(state=FAILED if failed else DONE, text=text, result=result)


def fail_stopped_jobs() -> None:
    """Note of jobs that were under way when the program stopped that they came to nothing."""
    Job.objects.filter(state__in=(RUNNING, WAITING)).update(state=FAILED, text=STOPPED)


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


@whole
def drop_upload(upload: int) -> None:
    """Remove a file that was imported or given up."""
    Upload.objects.filter(pk=upload).delete()
