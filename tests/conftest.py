"""The store of ``openlet demo``, made once for all tests that serve it."""

import os
from pathlib import Path

import pytest

from tests.running import make_demo

# Playwright's own event loop stays in this thread once a browser test has run; the store is used beside it, not in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that tests copy and never open."""
    place = tmp_path_factory.mktemp("demo")
    return make_demo(place / "data", place)
