"""One way to set Django up for all tests, that of the program with its pages, and the store of ``openlet demo``."""

import os
import tempfile
from pathlib import Path

import pytest

# Before anything asks for it: no test opens the user's own store.
os.environ["DJANGO_SETTINGS_MODULE"] = "openlet.web.settings"
os.environ["OPENLET_DATA"] = str(Path(tempfile.gettempdir()) / "openlet-tests-open-no-store-here")
# Playwright's own event loop stays in this thread once a browser test has run; the store is used beside it, not in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from tests.running import make_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that tests copy and never open."""
    place = tmp_path_factory.mktemp("demo")
    return make_demo(place / "data", place)
