"""Background work that makes a workbook: the whole return, and the copy of a spreadsheet with what is wrong marked.

The workbook is kept in the store until it is downloaded, a newer one takes its place or it is some days old; no copy of
it lies on the disk beside.
"""

from datetime import datetime
from pathlib import PurePath
from typing import Any

from django_tasks import task

from openlet.ilr.opening import Source
from openlet.spec.years import year_of
from openlet.store.models import Job, ReturnYear
from openlet.store.services import (
    begin_job,
    finish_with_file,
    marked_copy_of,
    progress_of,
    say_stage,
    start_job,
    upload_of,
    workbook_of,
)
from openlet.web.giving_way import give_way
from openlet.web.jinja import count
from openlet.web.tasks import in_words

WORKBOOK, MARKED = "workbook", "marked copy"


def begin_making(kind: str, who: str, of: ReturnYear, **asked: Any) -> Job:
    """Have a workbook made in the background."""
    job = begin_job(kind, who, of, **asked)
    MAKING[kind].enqueue(job.pk)
    return job


@task()
def make_workbook(job: int) -> None:
    """Make the workbook of a whole return."""

    def work() -> None:
        of = start_job(job).of
        begun = start_job(job, of.learners.filter(deleted=None).count())
        say_stage(job, "Writing the learners")
        made = workbook_of(
            of, datetime.now(), _giving_way(job), lambda: say_stage(job, "Putting the workbook together")
        )
        finish_with_file(begun, f"{count(made.learners, 'learner')} in the workbook.", made.name, made.content)

    in_words(job, work)


@task()
def make_marked_copy(job: int) -> None:
    """Make the copy of a spreadsheet that was sent in, with what is wrong marked."""

    def work() -> None:
        begun = start_job(job)
        kept = upload_of(begun.asked["upload"])
        say_stage(job, "Reading and marking the spreadsheet")
        source = Source(kept.name, None, bytes(kept.content))
        content = marked_copy_of(source, year_of(str(begun.of.year)), tick=_giving_way(job))
        name = f"{PurePath(kept.name).stem} to correct.xlsx"
        finish_with_file(begun, "Everything that is wrong is marked in the copy.", name, content)

    in_words(job, work)


MAKING = {WORKBOOK: make_workbook, MARKED: make_marked_copy}


def _giving_way(job: int) -> Any:
    """Note how far the job is, and let pages go before it."""
    note = progress_of(job)

    def tick(more: int) -> None:
        give_way()
        note(more)

    return tick
