"""Prepare Django for a team's server."""

import os
from pathlib import Path

import django
from django.apps import apps
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor

from openlet.store.refusals import NotDone
from openlet.store.start import why
from openlet.team.configuration import VARIABLE, Configuration, read

SETTINGS = "openlet.web.team_settings"


def prepare(path: Path) -> Configuration:
    """Set Django up with a configuration file. Raises ``NotDone``."""
    said = read(path)
    os.environ[VARIABLE], os.environ["DJANGO_SETTINGS_MODULE"] = str(path), SETTINGS
    if not apps.ready:
        django.setup()
    return said


def refuse_old_tables() -> None:
    """Refuse to go on where the tables are not those of this version. Raises ``NotDone``."""
    from django.db import connection

    from openlet.team.models import ProviderHere
    from openlet.team.schemas import only_the_store_of

    try:
        executor = MigrationExecutor(connection)
        is_old = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        for UKPRN in () if is_old else ProviderHere.objects.values_list("UKPRN", flat=True):
            with only_the_store_of(UKPRN):
                executor = MigrationExecutor(connection)
                ends = [one for one in executor.loader.graph.leaf_nodes() if one[0] == "store"]
                is_old = is_old or bool(executor.migration_plan(ends))
    except DatabaseError as error:
        raise NotDone(f"The database could not be used: {why(error)}.") from None
    if is_old:
        raise NotDone("The database is not that of this version of OpenLET. Bring it up to date: openlet team migrate")
