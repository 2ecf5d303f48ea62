"""A store of its own for each test of the pages, and a browser that was let in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment

from openlet.web.guard import COOKIE, session_cookie
from tests.store.conftest import empty_database, folder  # noqa: F401  the same store as for tests of the store


@pytest.fixture(scope="session", autouse=True)
def environment() -> Iterator[None]:
    """Answers remember their context, and the host is Django's own for tests."""
    setup_test_environment()
    yield
    teardown_test_environment()


@pytest.fixture
def browser(folder: Path) -> Client:  # noqa: F811
    """A browser that was opened by the program, with scripts from its own pages only."""
    client = Client(enforce_csrf_checks=False, headers={"sec-fetch-site": "same-origin"})
    client.cookies[COOKIE] = session_cookie()
    return client
