"""The first change of a day: before it, each return that was changed since gets a snapshot, and the store a backup.

A program that is left running over night takes them before the first change that is sent in on the new day.
"""

import getpass
import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from openlet.store.basis import folder, today
from openlet.store.refusals import NotDone
from openlet.store.services import daily_backup, daily_snapshots, drop_old_made, drop_old_uploads
from openlet.store.start import why
from openlet.web.tasks import checking

UPLOADS_WAIT = timedelta(days=1)  # a file that was sent in and neither imported nor given up
MADE_FILES_WAIT = timedelta(days=1)  # a workbook that was made and waits to be downloaded


class _Day:
    """Which day has begun in this process; ``watched`` while the program serves its pages."""

    watched = False
    begun: date | None = None
    troubles: tuple[str, ...] = ()
    lock = threading.Lock()


def watch() -> None:
    """Begin the day in the background, and every later one before its first change."""
    _Day.watched, _Day.begun = True, None
    threading.Thread(target=_begin_and_close, name="openlet-day", daemon=True).start()


def begin_day() -> None:
    """Begin the day if that has not been done; who comes meanwhile waits."""
    with _Day.lock:
        if _Day.begun == today():
            return
        who, now = getpass.getuser(), datetime.now().astimezone()
        morning = datetime.combine(now.date(), time(), now.tzinfo)
        steps: tuple[Callable[[], object], ...] = (
            lambda: drop_old_uploads(now - UPLOADS_WAIT),
            lambda: drop_old_made(now - MADE_FILES_WAIT),
            lambda: daily_snapshots(who, morning),
            lambda: daily_backup(folder(), now.replace(tzinfo=None)),
        )
        _Day.troubles = tuple(trouble for step in steps if (trouble := _trouble(step)))
        _Day.begun = today()
        checking(who)


def day_troubles() -> tuple[str, ...]:
    """What could not be done when the day began, in sentences."""
    return _Day.troubles


def _trouble(step: Callable[[], object]) -> str:
    try:
        step()
    except NotDone as error:
        return str(error)
    except DatabaseError as error:
        return f"Today's snapshot was not taken: {why(error)}."
    return ""


def _begin_and_close() -> None:
    try:
        begin_day()
    finally:
        connection.close()


class NewDay:
    """Have the day begun before anything is changed on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if request.method == "POST" and _Day.watched:
            begin_day()
        return self.get_response(request)
