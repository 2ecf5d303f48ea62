"""A store of its own for each test of this folder, in a temporary data folder."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from django.db import connections

from openlet.store.folder import DATABASE, make_private
from openlet.store.start import prepare, start

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
    folder = tmp_path_factory.mktemp("template") / "data"
    with database_allowed(request):
        start(folder)
        connections.close_all()
    return folder / DATABASE


@pytest.fixture(autouse=True)
def folder(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Iterator[Path]:
    """The data folder of an empty store that is open."""
    yield from opened(request, tmp_path, empty_database)


def opened(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Iterator[Path]:
    """Open an empty store of a test's own."""
    data = tmp_path / "data"
    make_private(data)
    shutil.copyfile(empty_database, data / DATABASE)
    with database_allowed(request):
        prepare(data)
        yield data
        connections.close_all()
        prepare(Path("no-store-opened"))
