"""Background work of the reports: all of them worked out from what would be exported now, and long files of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django_tasks import task

from openlet.reports.folder import rendered_kept, zipped
from openlet.reports.kinds import KINDS
from openlet.reports.pdf import NoPdf
from openlet.reports.tables import Report
from openlet.store.arriving import Tick
from openlet.store.models import Job, LearnerRow, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services import (
    begin_job,
    drop_upload,
    finish_job,
    keep_upload,
    progress_of,
    say_stage,
    start_job,
    work_out_reports,
)
from openlet.web.reported import Shown, kept_report
from openlet.web.tasks import in_words

REPORTS, REPORT_FILES = "reports", "report files"
ALL = "all"
NOT_WORKED_OUT = "The reports have not been worked out yet. Work them out first."


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


def begin_report_files(of: ReturnYear, who: str, kind: str, form: str, with_names: bool, part: str = "") -> Job:
    """Have files made in the background that take long: one report (``part`` of a kind), or all of them as one ZIP."""
    job = begin_job(REPORT_FILES, who, of, report=kind, part=part, form=form, names=with_names)
    make_report_files.enqueue(job.pk)
    return job


@task()
def make_report_files(job: int) -> None:
    """Make files of the reports as they are kept; the newest can be fetched until the next day."""

    def work() -> None:
        wanted = [job_asked] if (job_asked := Job.objects.get(pk=job).asked["report"]) in KINDS else list(KINDS)
        begun = start_job(job, len(wanted))
        assert begun.of is not None
        tick = progress_of(job, every=1)
        shown = [kept_report(begun.of, kind, begun.asked["names"]) for kind in wanted]
        name, content = _packed(job, [one for one in shown if one is not None], begun.asked, tick)
        _drop_earlier(job)
        made = keep_upload(name, content, begun.who)
        finish_job(job, f"{name} is ready.", {"upload": made.pk, "name": name})

    in_words(job, work)


def _packed(job: int, shown: Sequence[Shown], asked: Mapping[str, Any], tick: Tick) -> tuple[str, bytes]:
    """The name and the content of a file: of one report, or the ZIP of several. Raises ``NotDone``."""
    files = {}
    for one in shown:
        say_stage(job, f"Writing {one.kind.title}")
        for name in dict.fromkeys(kept.report for kept in one.kept):  # a kind may have a version to share: apart
            if asked["part"] in ("", name):
                files[f"{name}-{one.result.as_of}.{asked['form']}"] = _file(one, name, asked["form"])
        tick(1)
    if not files:
        raise NotDone(NOT_WORKED_OUT)
    if len(files) == 1:
        return next(iter(files.items()))
    return f"reports-{shown[0].result.as_of}.zip", zipped(files)


def _file(shown: Shown, name: str, form: str) -> bytes:
    said = shown.result.about | {"with_names": shown.with_names}
    tables = tuple(shown.table(one.name) for one in shown.kept if one.report == name)
    try:
        return rendered_kept(Report(name, shown.kind.title, tables), said, form)
    except NoPdf as error:
        raise NotDone(str(error)) from None


def _drop_earlier(job: int) -> None:
    """Files that were made before are not needed any more."""
    for earlier in Job.objects.filter(kind=REPORT_FILES).exclude(pk=job).exclude(result=None):
        drop_upload(earlier.result["upload"])
        Job.objects.filter(pk=earlier.pk).update(result=None)
