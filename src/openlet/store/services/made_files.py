"""Files that jobs make to be downloaded. They hold learner data: of each kind and return only the newest is kept."""

from datetime import datetime
from typing import Any

from openlet.store.models import Job, MadeFile, ReturnYear
from openlet.store.services.editing import now_utc
from openlet.store.services.jobs import erasing, finish_job


def finish_with_file(job: Job, text: str, name: str, content: bytes, result: Any = None) -> None:
    """Keep the file that a job has made and note that it is done: both, or nothing. It takes the place of the last."""
    with erasing():
        MadeFile.objects.filter(job__kind=job.kind, job__of=job.of).delete()
        MadeFile.objects.create(job=job, name=name, content=content, when=now_utc())
        finish_job(job.pk, text, result)


def made_by(job: int) -> MadeFile | None:
    """The file that a job has made, None where it is not kept any more."""
    found: MadeFile | None = MadeFile.objects.filter(job=job).first()
    return found


def newest_made(kind: str, of: ReturnYear, **asked: Any) -> MadeFile | None:
    """The newest file that a kind of job has made of a return (and of what was asked), without its content."""
    wanted = {f"job__asked__{name}": value for name, value in asked.items()}
    kept = MadeFile.objects.defer("content").select_related("job")
    found: MadeFile | None = kept.filter(job__kind=kind, job__of=of, **wanted).order_by("pk").last()
    return found


def drop_old_made(before: datetime) -> None:
    """Remove files that were made before a moment."""
    with erasing():
        MadeFile.objects.filter(when__lt=before).delete()
