"""Background work of the pages. Each task knows its job by key, ends it in words, and never raises."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django_tasks import task

from openlet.contracts.rates import WrongRates
from openlet.contracts.reading import WrongContract
from openlet.ilr.opening import Unreadable
from openlet.payments.ledger import WrongLedger
from openlet.store.basis import current_basis
from openlet.store.models import Job, Provider
from openlet.store.refusals import NotDone
from openlet.store.services import (
    begin_job,
    drop_imported_uploads,
    fail_stopped_jobs,
    finish_job,
    progress_of,
    refresh_all,
    stale,
    start_job,
)
from openlet.store.start import why
from openlet.store.whose import whose_store
from openlet.web.frame import provider
from openlet.web.giving_way import give_way

CHECK, IMPORT = "check", "import"

_held_up: list[str] = []  # why no work at all can be done at the moment; what waits goes on when it can
_unsaid: dict[tuple[int | None, int], str] = {}  # how jobs failed whose end the store could not note: a full disk


def in_words(job: int, work: Callable[[], None]) -> None:
    """Do the work of a job; what stops it is said in a sentence, without learner data."""
    _held_up.clear()
    try:
        work()
    except (NotDone, Unreadable, WrongContract, WrongLedger, WrongRates) as error:
        _fail(job, str(error))
    except DatabaseError as error:
        _fail(job, f"The store was not changed: {why(error)}.")
    except Exception as error:
        _fail(job, f"OpenLET itself failed ({type(error).__name__}), so nothing was changed. Please report this.")


def hold_up(error: DatabaseError) -> None:
    """Note that the store cannot even be asked for work."""
    _held_up[:] = [f"The work waits, because the store cannot be written: {why(error)}. It goes on by itself."]


def _fail(job: int, text: str) -> None:
    """Note that a job came to nothing; where the store cannot take even that, it is kept in mind for the pages."""
    try:
        if Job.objects.filter(pk=job, state="done").exists():
            return  # it is done; what failed came after it, such as the check of all learners
        finish_job(job, text, failed=True)
    except DatabaseError:
        _unsaid[whose_store(), job] = text


@task()
def check_everybody(job: int) -> None:
    """Judge all learners anew whose state is out of date."""

    def work() -> None:
        basis = current_basis(provider())
        start_job(job, stale(basis).count())
        refresh_all(basis, progress_of(job, every=1), give_way)
        finish_job(job, "All learners have been checked.")

    in_words(job, work)


def check_what_is_stale(who: str, whose: Provider | None = None) -> Job | None:
    """Have learners judged anew in the background where that is needed; the job, or None where all is up to date.

    Raises ``WrongContract``, ``WrongLedger``.
    """
    under_way: Job | None = Job.objects.filter(kind=CHECK, state__in=("waiting", "running")).first()
    if under_way is not None:
        return under_way
    whose = whose or provider()
    if whose is None or not stale(current_basis(whose)).exists():
        return None
    job = begin_job(CHECK, who)
    check_everybody.enqueue(job.pk)
    return job


def take_up_again() -> list[str]:
    """At the start of the program: what was under way when it stopped came to nothing; say what that was."""
    from django_tasks_db.models import DBTaskResult

    stopped = fail_stopped_jobs()
    drop_imported_uploads(IMPORT)
    DBTaskResult.objects.all().delete()
    return [job.text for job in stopped if job.kind != CHECK]  # the check begins again by itself


def checking(who: str, whose: Provider | None = None) -> dict[str, Any] | None:
    """How far the check of what is out of date is, begun here if need be; None where all is up to date.

    A page that shows what was found on many learners asks this, so that it never shows old answers as new ones.
    """
    try:
        job = check_what_is_stale(who, whose)
    except (WrongContract, WrongLedger):
        return None
    return job_shown(job) if job is not None else None


def job_shown(job: Job) -> dict[str, Any]:
    """A job as the pages show it."""
    unsaid = _unsaid.get((whose_store(), job.pk))
    if unsaid is not None:
        job.state, job.text = "failed", unsaid
    share = f"{job.done:,} of {job.total:,}" if job.total else ""
    return {
        "job": job,
        "share": share,
        "over": job.state in ("done", "failed"),
        "failed": job.state == "failed",
        "held_up": _held_up,
    }
