"""Background work of the reports: all of them worked out from what would be exported now."""

from django_tasks import task

from openlet.store.models import Job, LearnerRow, ReturnYear
from openlet.store.services import begin_job, finish_job, progress_of, say_stage, start_job, work_out_reports
from openlet.web.tasks import in_words

REPORTS = "reports"


def begin_reports(of: ReturnYear, who: str, kind: str = "") -> Job:
    """Have the reports worked out in the background, unless they already are; ``kind`` is the page that asked."""
    under_way: Job | None = Job.objects.filter(kind=REPORTS, state__in=("waiting", "running")).first()
    if under_way is not None:
        return under_way
    job = begin_job(REPORTS, who, of, report=kind)
    make_reports.enqueue(job.pk)
    return job


@task()
def make_reports(job: int) -> None:
    """Work the reports out and keep them."""

    def work() -> None:
        begun = start_job(job, LearnerRow.objects.filter(deleted=None).count())
        assert begun.of is not None
        say_stage(job, "Working the reports out")
        work_out_reports(begun.of.provider, begun.who, progress_of(job))
        finish_job(job, "The reports have been worked out.")

    in_words(job, work)
