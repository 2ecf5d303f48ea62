"""Background work on money: work out what would be recorded as paid."""

from django_tasks import task

from openlet.store.models import Job, LearnerRow, ReturnYear
from openlet.store.services import begin_job, finish_job, forget_results, prepare_recording, progress_of, start_job
from openlet.web.tasks import in_words

PREPARE = "prepare recording"


def begin_preparing(of: ReturnYear, who: str) -> Job:
    """Have worked out in the background what would be recorded."""
    job = begin_job(PREPARE, who, of)
    forget_results(PREPARE, job.pk)
    prepare.enqueue(job.pk)
    return job


@task()
def prepare(job: int) -> None:
    """Work out what would be recorded; the result is kept with the job until it is recorded or worked out again."""

    def work() -> None:
        learners = LearnerRow.objects.filter(deleted=None).count()
        of = start_job(job, learners).of
        prepared = prepare_recording(of.provider, progress_of(job))
        finish_job(job, "It has been worked out.", prepared.as_data())

    in_words(job, work)
