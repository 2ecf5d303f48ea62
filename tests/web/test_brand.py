"""What belongs to GOV.UK alone is in nothing that we ship, and what we ship is what its sources make.

GOV.UK Frontend is MIT; its font, crest, crown, header and footer are not for a service outside GOV.UK.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.markup import HOUSE

ROOT = Path(__file__).parents[2]
STATIC = HOUSE / "static" / "openlet"
BROWSER = ROOT / "browser"

FOREIGN = {
    "its font": rb"GDS[ +_-]?Transport",
    "the owner of its font": rb"Margaret Calvert",
    "its crest": rb"govuk-crest",
    "its crown": rb"govuk-crown|[\w/.-]*crown[\w-]*\.(?:svg|png|ico|gif|webp)",
    "its header": rb"govuk-header",
    "its footer": rb"govuk-footer",
}
# How the outlines begin in GOV.UK Frontend's favicon, icon mask, crest, header and footer.
OUTLINES = (
    b"m16.88 7.87 2.11 1.1V5.86",
    b"m0 0v512h512v-512zm415.76 238.55",
    b"m108.76 55.62-.27-.03-.74-1.97",
    b"M421.5 142.8V.1l-50.7 32.3v161.1",
    b"M33.1,9.8c.2-.1.3-.3.5-.5l4.6,2.4",
)
FONT_FILES = {".woff", ".woff2", ".ttf", ".otf", ".eot"}
ALLOWED_FONTS: set[str] = set()  # none: pages are set in Arial or Helvetica


def faults(name: str, content: bytes) -> list[str]:
    """What a shipped file has that it must not have."""
    found = [what for what, pattern in FOREIGN.items() if re.search(pattern, content, re.IGNORECASE)]
    found += ["its crown or crest, drawn"] * any(outline in content for outline in OUTLINES)
    suffix = Path(name).suffix.lower()
    found += ["a font that is not on the list"] * (suffix in FONT_FILES and Path(name).name not in ALLOWED_FONTS)
    if suffix == ".css" and b"url(" in content:
        found.append("an address in a stylesheet")
    return found


def shipped() -> Iterator[tuple[str, bytes]]:
    for path in sorted(HOUSE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(HOUSE).as_posix(), path.read_bytes()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel of this source tree, built from a copy so that nothing is left in the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(source),
    ]
    ended = subprocess.run(build, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as opened:
        yield opened


def test_nothing_of_the_web_folder_belongs_to_gov_uk_alone() -> None:
    files = dict(shipped())
    assert "static/openlet/openlet.css" in files
    assert {name: found for name, content in files.items() if (found := faults(name, content))} == {}


def test_the_wheel_ships_every_page_and_asset_and_nothing_that_belongs_to_gov_uk_alone(wheel: zipfile.ZipFile) -> None:
    names = [name for name in wheel.namelist() if not name.endswith("/")]
    assert {f"openlet/web/{name}" for name, _ in shipped()} <= set(names)
    packaged = [name for name in names if name.startswith("openlet/")]
    assert {name: found for name in packaged if (found := faults(name, wheel.read(name)))} == {}


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.css", b'body{font-family:"GDS Transport",arial}', "its font"),
        ("a.css", b"/*! by Margaret Calvert & Henrik Kubel */", "the owner of its font"),
        ("a.css", b".x{background:url(y.png)}", "an address in a stylesheet"),
        ("a.html", b'<div class="govuk-footer__crest"></div>', "its footer"),
        ("a.html", b'<header class="govuk-header"></header>', "its header"),
        ("a.html", b'<img src="/assets/govuk-crest.svg">', "its crest"),
        ("a.html", b'<img src="/images/logotype-crown.png">', "its crown"),
        ("a.svg", b'<path d="m16.88 7.87 2.11 1.1V5.86l-2.11.67"/>', "its crown or crest, drawn"),
        ("light.woff2", b"wOF2", "a font that is not on the list"),
    ],
)
def test_each_kind_of_fault_is_seen(name: str, content: bytes, fault: str) -> None:
    assert fault in faults(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b'<div class="govuk-generic-header openlet-header"></div><footer class="openlet-footer"></footer>'),
        ("a.html", b'<header class="govuk-template__header"></header>'),
        ("LICENCE.txt", b"Copyright (C) 2017 Crown Copyright (Government Digital Service)"),
    ],
)
def test_our_own_header_and_a_licence_are_no_fault(name: str, content: bytes) -> None:
    assert faults(name, content) == []


STOCK = BROWSER / "node_modules" / "govuk-frontend" / "dist" / "govuk"
STOCK_FILES = (
    "govuk-frontend.min.css",
    "assets/images/favicon.svg",
    "assets/images/govuk-crest.svg",
    "assets/images/govuk-icon-mask.svg",
    "components/header/template-default.html",
    "components/footer/template-default.html",
)


@pytest.mark.parametrize("name", STOCK_FILES)
def test_the_files_that_gov_uk_frontend_ships_would_be_refused(name: str) -> None:
    if not STOCK.is_dir():
        pytest.skip("NOT CHECKED against GOV.UK Frontend's own files: run `python3 dev.py assets` once (needs Node.js)")
    assert faults(name, (STOCK / name).read_bytes()) != []


def test_the_hashes_of_vendor_page_are_those_of_the_files() -> None:
    page = (STATIC / "VENDOR.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| `([\w.-]+)` \| .*`([0-9a-f]{64})` \|$", page, re.MULTILINE))
    sources = dict(re.findall(r"^\| `([\w.-]+\.scss)` \| `([0-9a-f]{64})` \|$", page, re.MULTILINE))
    files = {"openlet.css", "govuk-frontend.min.js", "htmx-2.min.js", "LICENCE-govuk-frontend.txt", "LICENCE-htmx.txt"}
    assert named.keys() - sources.keys() == files
    assert {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in files} == {
        name: named[name] for name in files
    }


def test_the_stylesheet_was_built_from_the_sources_that_are_here() -> None:
    """Holds without Node.js: the page names the sources by their hashes, and is written only by a build."""
    page = (STATIC / "VENDOR.md").read_text(encoding="utf-8")
    sources = dict(re.findall(r"^\| `([\w.-]+\.scss)` \| `([0-9a-f]{64})` \|$", page, re.MULTILINE))
    here = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in BROWSER.glob("*.scss")}
    assert sources == here, "browser/ has changed since the last build: run python3 dev.py assets"


def test_building_again_gives_the_committed_files(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (BROWSER / "node_modules").is_dir():
        pytest.skip(
            "NOT CHECKED that openlet.css is what browser/ makes: run `python3 dev.py assets` once (needs Node.js)"
        )
    place = tmp_path / "built"
    place.mkdir()
    ended = subprocess.run(
        [node, "build.mjs", "--to", str(place)], cwd=BROWSER, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    built = [path for path in place.rglob("*") if path.is_file()]
    assert len(built) >= 10
    different = [
        name.as_posix()
        for path in built
        if (ROOT / (name := path.relative_to(place))).read_bytes() != path.read_bytes()
    ]
    assert different == [], "run python3 dev.py assets, and commit what it writes"


def test_the_lock_file_names_versions_and_hashes_but_no_host() -> None:
    lock = (BROWSER / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')
