"""The program is killed in the middle of an import: nothing is half there, and the next start says what happened."""

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.browser.chromium import chromium
from tests.browser.inspecting import faults_of
from tests.browser.places_of_files import DAY, send
from tests.browser.watching import Watch
from tests.running import Running, copied
from tests.web.served.asking import YEAR

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: there is no SIGKILL on Windows")
MANY = 400
FILE = make.xml(
    [make.learner(LearnRefNumber=f"K{one:05d}", ULN=9999999999) for one in range(MANY)], "2024-25", DAY
).encode()


@pytest.fixture
def folder(demo: Path, tmp_path: Path) -> Iterator[Path]:
    yield copied(demo, tmp_path / "data")


def learners(folder: Path) -> int:
    """How many learners of the file are kept; the database is whole."""
    with sqlite3.connect(folder / "openlet.sqlite3") as kept:
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found: int = kept.execute(
            "SELECT count(*) FROM store_learnerrow WHERE LearnRefNumber LIKE 'K%' AND deleted IS NULL"
        ).fetchone()[0]
    kept.close()
    return found


def browser_of(running: Running) -> tuple[Page, Watch]:
    """A browser that was let in by the launch link."""
    context = chromium().new_context(base_url=running.address)
    watch, page = Watch(context, running.address.removeprefix("http://")), context.new_page()
    page.goto(running.link)
    return page, watch


def test_an_import_that_was_cut_off_leaves_nothing_behind_says_so_and_can_be_repeated(
    folder: Path, tmp_path: Path
) -> None:
    running = Running(folder, tmp_path / "first")
    page, _ = browser_of(running)
    page.goto(f"/{YEAR}/import")
    send(page, FILE)
    expect(page.get_by_text("Preview: nothing has been changed yet")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="The file is being imported")).to_be_visible()
    running.kill()
    page.context.close()
    assert learners(folder) in (0, MANY)

    running = Running(folder, tmp_path / "second")
    page, watch = browser_of(running)
    was_cut_off = page.get_by_role("button", name="I have read this")
    if learners(folder) == 0:
        expect(was_cut_off).to_be_visible()
        assert faults_of(page) == []
        was_cut_off.click()
        expect(was_cut_off).to_have_count(0)
        page.goto(f"/{YEAR}/import")
        send(page, FILE)
        expect(page.get_by_text("Preview: nothing has been changed yet")).to_be_visible(timeout=60_000)
        page.get_by_role("button", name="Import", exact=True).click()
        expect(page.get_by_role("heading", name="Imported", exact=True)).to_be_visible(timeout=60_000)
    assert learners(folder) == MANY
    assert watch.found == []
    page.context.close()
    running.stop()
