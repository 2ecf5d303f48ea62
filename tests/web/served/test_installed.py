"""The wheel, installed by itself: the program starts, its pages and all their files are in it."""

import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.running import PATIENCE, Running
from tests.web.served.asking import Visitor

ROOT = Path(__file__).parents[3]
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it is built from this copy."""
    place = tmp_path_factory.mktemp("wheel")
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    sources = place / "sources"
    shutil.copytree(ROOT / "src", sources / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (sources / name).write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", build, str(place)],
        cwd=sources,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return next(place.glob("openlet-*.whl"))


@pytest.fixture(scope="module")
def interpreter(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment of its own: the wheel, and of this environment only what others have made."""
    place = tmp_path_factory.mktemp("installed") / "environment"
    venv.create(place, with_pip=False, symlinks=sys.platform != "win32")
    packages = next(place.glob("lib/python*/site-packages"), place / "Lib" / "site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    others = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    (packages / "others.pth").write_text(f"{others}\n", encoding="utf-8")
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    return scripts / ("python.exe" if sys.platform == "win32" else "python")


def test_every_template_and_static_file_and_table_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    house = ROOT / "src"
    kinds = ("*.html", "*.css", "*.js", "*.svg", "*.csv", "*.toml", "*.xml", "*.py", "py.typed")
    wanted = {str(path.relative_to(house).as_posix()) for kind in kinds for path in (house / "openlet").rglob(kind)}
    assert wanted - inside == set()
    assert len([name for name in wanted if name.endswith(".html")]) > 50


def test_the_installed_program_starts_and_every_page_and_file_is_there(interpreter: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [str(interpreter), "-c", "import openlet; print(openlet.__file__)"],
        capture_output=True, text=True, cwd=tmp_path, check=True,
    ).stdout  # fmt: skip
    assert str(interpreter.parents[1]) in where  # what was installed, not this copy
    running = Running(
        tmp_path / "data", tmp_path / "beside", ("-m", "openlet.cli", "demo"), str(interpreter), source=None
    )
    try:
        visitor = Visitor(running.address).let_in(running.link)
        linked: set[str] = set()
        for path in ("/2425/", "/2425/learners/", "/learner/1/", "/2425/money/", "/2425/import", "/2425/settings"):
            page = visitor.get(path)
            assert page.status == 200, path
            linked |= set(LINKED.findall(page.text))
        assert {path: status for path in linked if (status := visitor.get(path).status) != 200} == {}
        assert len(linked) >= 5
    finally:
        running.stop()
