"""A spreadsheet in the browser: its columns are said, it is shown and imported, accessibly and at any width."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import scrolls_sideways, violations
from tests.browser.person import Person
from tests.browser.watching import Watch

NARROW = (320, 800)
SHEET = (
    "Our ref;Surname;First name;Born;Which;Begins;Notes\n"
    "S9001;Invented;Person;12/3/1991;Z0020001;1 May 2024;likes tea\n"
    "S9002;Pretend;Somebody;31/2/1990;Z0020001;1 May 2024;\n"
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "learners.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def is_fit(page: Page) -> None:
    """Nothing that axe finds, and no scrolling sideways on a narrow window."""
    assert violations(page) == []
    size = page.viewport_size
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    assert not scrolls_sideways(page)
    assert size is not None
    page.set_viewport_size(size)


def test_a_spreadsheet_is_matched_shown_and_imported(page: Page, watch: Watch, sheet: Path) -> None:
    person = Person(page)
    page.goto("/2324/import")
    page.get_by_label("ILR file or spreadsheet").set_input_files(sheet)
    is_fit(page)
    person.presses("Read the file")
    expect(page.get_by_role("heading", name="What the columns are")).to_be_visible()
    is_fit(page)
    with watch.provoked(422):
        person.presses("Read the spreadsheet")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Say which column is LearnRefNumber")
    is_fit(page)
    page.get_by_role("link", name="Say which column is LearnRefNumber").click()
    expect(page.locator("#column-0")).to_be_focused()
    page.keyboard.type("LearnRefNumber")
    for header, name in (("Born", "DateOfBirth"), ("Which", "LearnAimRef"), ("Begins", "LearnStartDate")):
        page.get_by_role("combobox", name=header).fill(name)
    person.presses("Read the spreadsheet")
    expect(page.get_by_role("heading", name="Preview: nothing has been changed yet")).to_be_visible()
    page.get_by_role("link", name="1 cell to correct").click()
    expect(page.get_by_role("rowheader", name="learners.csv, D3")).to_be_visible()
    is_fit(page)
    person.presses("Make the marked copy")
    expect(page.get_by_text("Ready to download")).to_be_visible()
    is_fit(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the marked copy").click()
    assert download.value.suggested_filename == "learners to correct.xlsx"
    page.get_by_role("link", name="Back to the preview").click()
    person.presses("Import")
    expect(page.get_by_text("2 learners added")).to_be_visible()
