"""The background work of sending a return out of the store: it is exported, and that very file is sent in.

The note of the export, by which it counts as sent, and the authority's acknowledgment take hold together, or neither.
"""

from django_tasks import task

from openlet.authority.arriving import Arriving
from openlet.authority.models import OF_A_PROVIDER
from openlet.authority.submissions import keep
from openlet.spec.years import year_of
from openlet.store.basis import working_day
from openlet.store.leaving import Rendered
from openlet.store.models import Job, ReturnYear
from openlet.store.services import (
    Exported,
    begin_job,
    export_file,
    finish_job,
    progress_of,
    say_stage,
    start_job,
)
from openlet.web.file_tasks import QUEUE, SEND, exported_in_words
from openlet.web.tasks import checking, in_words


def begin_sending(of: ReturnYear, who: str) -> Job:
    """Have a return sent in the background."""
    job = begin_job(SEND, who, of)
    send_return.enqueue(job.pk)
    return job


@task(queue_name=QUEUE)
def send_return(job: int) -> None:
    """Export a return and send the file in."""

    def work() -> None:
        begun = start_job(job)
        assert begun.of is not None
        of, files = begun.of, list[Rendered]()
        start_job(job, of.learners.filter(deleted=None).count())
        say_stage(job, "Choosing who is in the file")

        def finish(done: Exported) -> None:
            file = Arriving(done.path.name, files[0].content)
            kept = keep([file], begun.who, OF_A_PROVIDER, of.provider.UKPRN)[0]
            result = {"submission": kept.submission.pk, "is_new": kept.is_new, "left_out": len(done.left_out)}
            finish_job(job, exported_in_words(done), result)

        prepared = working_day(of.provider)
        export_file(None, begun.who, year_of(str(of.year)), prepared, None, progress_of(job), files.append, finish)
        checking(begun.who)

    in_words(job, work)
