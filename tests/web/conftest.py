"""A browser that was let in, on an empty store of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment

from openlet.web.guard import COOKIE, session_cookie
from tests.store.conftest import empty_database, opened

__all__ = ["empty_database"]


@pytest.fixture(scope="session", autouse=True)
def environment() -> Iterator[None]:
    """Django's own host for tests is let in too."""
    setup_test_environment()
    yield
    teardown_test_environment()


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Iterator[Path]:
    """The data folder of an empty store that is open."""
    yield from opened(request, tmp_path, empty_database)


@pytest.fixture
def browser(folder: Path) -> Client:
    """A browser that was opened by the program."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"sec-fetch-site": "same-origin"})
    client.cookies[COOKIE] = session_cookie()
    return client
