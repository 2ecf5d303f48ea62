"""Open the store of a data folder: prepare Django, make the database at first use, bring it up to date."""

import os
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from filelock import FileLock

from openlet.ilr.writing import ONLY_MY_FILE
from openlet.spec.years import UnknownYear, year_of
from openlet.store.folder import DATABASE, make_private
from openlet.store.refusals import NotDone

LOCK = "openlet.lock"
SETTINGS = "openlet.store.settings"
KNOWN_FAULTS = {
    "full": "the disk is full. Make room, then try again",
    "locked": "another program is writing to it and did not finish. Try again in a moment",
    "readonly": "it may not be written. Give yourself the right to write, or choose another folder",
    "not a database": "its file is damaged or is no OpenLET store. Put back a backup, or choose another folder",
    "malformed": "its file is damaged. Put back a backup",
    "i/o": "the disk reports a fault. Check the disk, then put back a backup if need be",
    "unable to open": "its file could not be opened. Check the rights of the folder, or choose another one",
}


def start(folder: Path) -> None:
    """Open the store of a folder for this process. Raises ``NotDone``."""
    make_private(folder)
    prepare(folder)
    try:
        with FileLock(folder / LOCK, mode=ONLY_MY_FILE):  # one process at a time makes or upgrades it
            _bring_up_to_date(folder)
    except DatabaseError as error:
        raise NotDone(f"The store in {folder} could not be opened: {why(error)}.") from None


def prepare(folder: Path) -> None:
    """Set Django up, and point it at the folder's database; nothing is opened yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not apps.ready:
        django.setup()
    database, named = str(folder / DATABASE), connections.databases["default"]
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and named["NAME"] != database:
        connections.close_all()
        named["NAME"] = database


def why(error: Exception) -> str:
    """Why the database refused, in words; never its own text, which may hold learner data."""
    text = str(error).lower()
    return next((words for part, words in KNOWN_FAULTS.items() if part in text), f"it failed ({type(error).__name__})")


def _bring_up_to_date(folder: Path) -> None:
    executor = MigrationExecutor(connection)
    loader = executor.loader
    newer = [key for key in loader.applied_migrations if key[0] == "store" and key not in loader.disk_migrations]
    if newer:
        raise NotDone(f"The store in {folder} was made by a newer version of OpenLET. Use that version or a newer one.")
    if executor.migration_plan(loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    _refuse_years_that_are_off(folder)


def _refuse_years_that_are_off(folder: Path) -> None:
    """A store with learners of an experimental year is not opened without that year: half of it would be missing."""
    from openlet.store.models import ReturnYear

    for code in ReturnYear.objects.order_by("year").values_list("year", flat=True).distinct():
        try:
            year_of(str(code))
        except UnknownYear as error:
            raise NotDone(f"The store in {folder} holds a return of {code}. {error} Nothing was changed.") from None
