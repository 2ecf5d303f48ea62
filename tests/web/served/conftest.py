"""The program serving a copy of the demonstration."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Running, copied
from tests.web.served.asking import Visitor


@pytest.fixture(autouse=True)
def folder() -> None:
    """No store is opened in the process of the tests."""


@pytest.fixture(scope="module")
def served(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    place = tmp_path_factory.mktemp("served")
    running = Running(copied(demo, place / "data"), place / "beside")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def cookies(served: Running) -> dict[str, str]:
    """The cookies of a browser that was let in."""
    visitor = Visitor(served.address).let_in(served.link)
    return visitor.cookies


@pytest.fixture
def visitor(served: Running, cookies: dict[str, str]) -> Visitor:
    """A browser that was let in."""
    made = Visitor(served.address)
    made.cookies = dict(cookies)
    return made.take_token()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("NOT TESTED with a full disk: only root may mount a small one here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
