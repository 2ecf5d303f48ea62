"""Prepare Django for a team's server."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from openlet.packs.kept import take_up
from openlet.packs.signed import WrongPack
from openlet.store.refusals import NotDone
from openlet.store.start import why
from openlet.team.configuration import VARIABLE, Configuration, read

SETTINGS = "openlet.web.team_settings"
OLDER, NEWER = "older", "newer"
TOGETHER = "PROMETHEUS_MULTIPROC_DIR"  # the folder in which processes put what they count


@contextmanager
def counts_together() -> Iterator[None]:
    """Have the processes that answer bring their figures together. To be begun before anything else is loaded."""
    with tempfile.TemporaryDirectory(prefix="openlet-figures-") as place:
        os.environ[TOGETHER] = place
        yield


def prepare(path: Path) -> Configuration:
    """Set Django up with a configuration file. Raises ``NotDone``."""
    said = read(path)
    os.environ[VARIABLE], os.environ["DJANGO_SETTINGS_MODULE"] = str(path), SETTINGS
    if not apps.ready:
        django.setup()
    try:
        take_up(said.data)
    except WrongPack as error:
        raise NotDone(str(error)) from None
    return said


def refuse_other_tables() -> None:
    """Refuse to go on where the tables are not those of this version. Raises ``NotDone``."""
    try:
        found = tables_of_other_versions()
    except DatabaseError as error:
        raise NotDone(f"The database could not be used: {why(error)}.") from None
    if found == NEWER:
        raise NotDone("The database is that of a newer version of OpenLET. Use that version or a newer one.")
    if found == OLDER:
        raise NotDone("The database is not that of this version of OpenLET. Bring it up to date: openlet team migrate")


def tables_of_other_versions() -> str:
    """Whether tables, the shared ones or those of a provider, are ``OLDER`` or ``NEWER`` than this version; else ""."""
    from openlet.team.models import ProviderHere
    from openlet.team.schemas import OF_PROVIDERS, only_the_store_of

    known = set(MigrationLoader(None).disk_migrations)
    found = {_compared(known, set(MigrationRecorder(connection).applied_migrations()))}
    for UKPRN in () if OLDER in found else ProviderHere.objects.values_list("UKPRN", flat=True):
        with only_the_store_of(UKPRN):
            made = {key for key in MigrationRecorder(connection).applied_migrations() if key[0] == OF_PROVIDERS}
        found.add(_compared({key for key in known if key[0] == OF_PROVIDERS}, made))
    return NEWER if NEWER in found else OLDER if OLDER in found else ""


def _compared(known: set[tuple[str, str]], made: set[tuple[str, str]]) -> str:
    apps_here = {app for app, _ in known}
    if {key for key in made if key[0] in apps_here} - known:
        return NEWER
    return OLDER if known - made else ""
