"""The two programs of a team's server: the one that answers browsers, and the one that does long work."""

import threading
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from openlet.authority import submissions
from openlet.store.refusals import NotDone
from openlet.store.services import drop_imported_uploads, fail_stopped_jobs
from openlet.store.services.jobs import RUNNING
from openlet.store.whose import store_of
from openlet.team.models import ProviderHere
from openlet.web.serving import run_worker
from openlet.web.tasks import IMPORT
from openlet.web.team.settlement_tasks import settle_what_was_under_way

PROCESSES, THREADS = 2, 8
ONE_WORKER = 0x4F4C4554  # the lock in the database that the one worker holds


def serve(host: str, port: int) -> None:
    """Answer browsers until the program is stopped."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "openlet.web.team.application:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        websockets=False,
        log_enabled=False,  # our own lines only, without addresses
        respawn_failed_workers=True,
    ).serve()


def work(queues: tuple[str, ...], say: Callable[[str], object]) -> None:
    """Do background work until the program is stopped.

    Raises ``NotDone`` where another one does already, and where the database is lost: whoever starts this program
    starts it again, and then it is said of what was under way that it came to nothing.
    """
    _be_the_only_one()
    take_up_again()
    say("Doing background work; stop with Ctrl-C.")
    lost = threading.Event()
    for queue in queues:
        threading.Thread(target=_work_on, args=(queue, lost), name=f"openlet-{queue}", daemon=True).start()
    lost.wait()
    raise NotDone("The database was lost, so the background work was stopped. It goes on when it is started again.")


def _be_the_only_one() -> None:
    """Hold a lock in the database as long as this thread's connection lives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_WORKER])
        if not cursor.fetchone()[0]:
            raise NotDone("Another openlet team work is doing the background work of this server already.")


def take_up_again() -> None:
    """What was under way when the last worker stopped came to nothing; what waited still waits.

    Returns that were sent in are checked all the same: their check begins again. Settlements go on where they were.
    """
    from django_tasks_db.models import DBTaskResult

    for UKPRN in ProviderHere.objects.values_list("UKPRN", flat=True):
        with store_of(UKPRN):
            fail_stopped_jobs((RUNNING,))
            drop_imported_uploads(IMPORT)
    DBTaskResult.objects.exclude(status="READY").delete()
    submissions.take_up_again()
    settle_what_was_under_way()


def _work_on(queue: str, lost: threading.Event) -> None:
    try:
        run_worker(queue)
    finally:
        lost.set()


def data_folder_made(place: Path) -> None:
    """Make the data folder. Raises ``NotDone``."""
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or "no reason given").lower()
        raise NotDone(f"The data folder {place} could not be made: {why}.") from None
