"""A store of its own for each test of the pages, and a browser that was let in."""

from pathlib import Path

import pytest
from django.test import Client

from openlet.web.guard import COOKIE, session_cookie
from tests.store.conftest import empty_database, folder  # noqa: F401  the same store as for tests of the store


@pytest.fixture
def browser(folder: Path) -> Client:  # noqa: F811
    """A browser that was opened by the program."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"sec-fetch-site": "same-origin"})
    client.cookies[COOKIE] = session_cookie()
    return client
