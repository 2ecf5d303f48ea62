"""Spreadsheets: their columns, what is wrong in their cells, and the workbooks that are downloaded."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.places_of_files import send
from tests.browser.walk import Place, Walk

SHEET = (
    b"Our ref;Surname;First name;Born;A heading that nobody understands and that is longer than a window is wide\n"
    b"S9001;Invented;Person;12/3/1991;likes tea\n"
    b"S9002;Pretend;Somebody;31/2/1990;\n"
)


def columns(walk: Walk) -> None:
    walk.open("import")
    send(walk.page, SHEET, "learners.csv")
    expect(walk.page.get_by_role("heading", name="What the columns are")).to_be_visible()


def columns_not_said(walk: Walk) -> None:
    columns(walk)
    walk.page.get_by_role("combobox", name="Our ref").fill("")
    walk.press("Read the spreadsheet")
    expect(walk.page.get_by_role("alert")).to_be_visible()


def sheet_previewed(walk: Walk) -> None:
    columns(walk)
    walk.page.get_by_role("combobox", name="Our ref").fill("LearnRefNumber")
    walk.page.get_by_role("combobox", name="Born").fill("DateOfBirth")
    walk.press("Read the spreadsheet")
    expect(walk.page.get_by_role("heading", name="Preview: nothing has been changed yet")).to_be_visible()
    walk.page.get_by_role("link", name=re.compile("cells? to correct")).first.click()


def downloaded(walk: Walk, link: str) -> None:
    """Follow a link that brings a workbook; the page itself is not told of its address."""
    with walk.page.expect_download() as download:
        walk.page.get_by_role("link", name=link).click()
    assert download.value.suggested_filename.endswith(".xlsx")
    walk.watch.requests.append(f"GET {urlsplit(download.value.url).path}")


def faults_downloaded(walk: Walk) -> None:
    sheet_previewed(walk)
    downloaded(walk, "download a copy of the spreadsheet")


def template_downloaded(walk: Walk) -> None:
    walk.open("import")
    downloaded(walk, "download the template of 2024-25")


def return_downloaded(walk: Walk) -> None:
    walk.open("export")
    downloaded(walk, "Download the whole return as a workbook")


PLACES = (
    Place("the columns of a spreadsheet", ("sheet_match",), columns),
    Place("the columns of a spreadsheet, not said", ("sheet_match",), columns_not_said, 422),
    Place("a spreadsheet to be imported", ("importing_preview",), sheet_previewed),
    Place("a spreadsheet with what is wrong", ("sheet_faults",), faults_downloaded),
    Place("the template of a spreadsheet", ("sheet_template",), template_downloaded),
    Place("the return as a workbook", ("sheet_export",), return_downloaded),
)
