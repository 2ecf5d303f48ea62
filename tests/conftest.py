"""The store of ``openlet demo``, made once for all tests that serve it."""

from pathlib import Path

import pytest

from tests.running import make_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that tests copy and never open."""
    place = tmp_path_factory.mktemp("demo")
    return make_demo(place / "data", place)
