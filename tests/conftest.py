"""One way to set Django up for all tests, and the store of ``openlet demo``, made once for all tests that serve it."""

import os
import tempfile
from pathlib import Path

import pytest

from tests.running import make_demo

# The settings of the program with its pages, in a data folder that is not there: each test opens a store of its own.
os.environ["DJANGO_SETTINGS_MODULE"] = "openlet.web.settings"
os.environ["OPENLET_DATA"] = str(Path(tempfile.gettempdir()) / "openlet-tests-open-no-store-here")

# Playwright's own event loop stays in this thread once a browser test has run; the store is used beside it, not in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that tests copy and never open."""
    place = tmp_path_factory.mktemp("demo")
    return make_demo(place / "data", place)
