"""A store of its own for each test of this folder, in a temporary data folder."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, connections
from django.test import override_settings

from openlet.store.folder import DATABASE, make_private
from openlet.store.start import prepare, start
from openlet.store.whose import store_of
from tests import postgres

prepare(Path("no-store-opened"))  # so that test modules can import the models


def database_allowed(request: pytest.FixtureRequest) -> AbstractContextManager[object]:
    """pytest-django, where it is installed, guards databases; ours are files of the test itself."""
    if not request.config.pluginmanager.has_plugin("django"):
        return nullcontext()
    blocker = request.getfixturevalue("django_db_blocker")
    allowed: AbstractContextManager[object] = nullcontext() if blocker is None else blocker.unblock()
    return allowed


@pytest.fixture(scope="session")
def empty_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if postgres.is_team():
        from openlet.team.services import bring_up_to_date, make_tables

        bring_up_to_date()
        make_tables(postgres.UKPRN)
        return Path()
    folder = tmp_path_factory.mktemp("template") / "data"
    with database_allowed(request):
        start(folder)
        connections.close_all()
    return folder / DATABASE


@pytest.fixture(autouse=True)
def folder(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Iterator[Path]:
    """The data folder of an empty store that is open."""
    yield from opened(request, tmp_path, empty_database)


@contextmanager
def emptied_provider(data: Path) -> Iterator[Path]:
    """The store of a provider on a team's server, with nothing in it, and its data folder."""
    from openlet.team.schemas import schema_of

    with connection.cursor() as cursor:
        named = f"{schema_of(postgres.UKPRN)}."
        tables = [f"{named}{model._meta.db_table}" for model in apps.get_app_config("store").get_models()]
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
    (data / str(postgres.UKPRN)).mkdir(parents=True)
    with override_settings(OPENLET_FOLDER=data), store_of(postgres.UKPRN):
        yield data / str(postgres.UKPRN)
    connections.close_all()


def opened(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Iterator[Path]:
    """Open an empty store of a test's own."""
    if postgres.is_team():
        with emptied_provider(tmp_path / "data") as data:
            yield data
        return
    data = tmp_path / "data"
    make_private(data)
    shutil.copyfile(empty_database, data / DATABASE)
    with database_allowed(request):
        prepare(data)
        yield data
        connections.close_all()
        prepare(Path("no-store-opened"))
