"""Spreadsheets: what their columns are, what is wrong at their cells, and the workbooks that can be downloaded."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.places_of_files import send
from tests.browser.walk import LONG_NAME, Place, Walk

SHEET = (
    f"Our ref,Surname,Born,A header that is far too long to stand on one line of any window\n"
    f"W0100,{LONG_NAME},31/2/1990,{LONG_NAME}\nW0101,Invented,1/5/1990,\n"
).encode()
KNOWN = SHEET.replace(b"Our ref", b"LearnRefNumber").replace(b"Born", b"DateOfBirth")


def columns(walk: Walk, content: bytes = SHEET) -> None:
    walk.open("import")
    send(walk.page, content, "learners.csv")
    expect(walk.page.get_by_role("heading", name="What the columns are")).to_be_visible()


def wrong_columns(walk: Walk) -> None:
    columns(walk)
    walk.page.locator("#column-2").fill("No such thing")
    walk.press("Read the spreadsheet")
    expect(walk.page.get_by_role("heading", name="There is a problem")).to_be_visible()


def unreadable(walk: Walk) -> None:
    walk.open("import")
    send(walk.page, b"no workbook", "learners.xlsx")
    expect(walk.page.get_by_text("is not an .xlsx workbook")).to_be_visible()


def cells(walk: Walk) -> None:
    columns(walk, KNOWN)
    walk.press("Read the spreadsheet")
    walk.follow("1 cell to correct")
    expect(walk.page.get_by_role("columnheader", name="What to do")).to_be_visible()


def replacing(walk: Walk) -> None:
    cells(walk)
    walk.follow("Replace the return")
    expect(walk.page.get_by_text("would be taken away")).to_be_visible()


def downloading(walk: Walk, link: str, name: str) -> None:
    with walk.page.expect_download() as download:
        walk.page.get_by_text(link).click()
    assert download.value.suggested_filename.startswith(name)
    walk.watch.requests.append(f"GET {urlsplit(download.value.url).path}")  # the page itself is not told of it


def marked(walk: Walk) -> None:
    cells(walk)
    walk.press("Make the marked copy")
    expect(walk.page.get_by_text("Ready to download")).to_be_visible()
    downloading(walk, "Download the marked copy", "learners to correct.xlsx")


def template(walk: Walk) -> None:
    walk.open("import")
    downloading(walk, "Download the template of 2024-25", "OpenLET template 2024-25.xlsx")


def workbook(walk: Walk) -> None:
    walk.open("export")
    walk.press("Make the workbook")
    expect(walk.page.get_by_text("Ready to download")).to_be_visible()
    downloading(walk, "Download the workbook", "OpenLET-10999991-2425-")


def workbook_gone(walk: Walk) -> None:
    workbook(walk)
    first = walk.page.url
    workbook(walk)
    walk.page.goto(first)
    expect(walk.page.get_by_role("heading", name="The workbook is not kept any more")).to_be_visible()


PLACES = (
    Place("the columns of a spreadsheet", ("sheet_match",), columns),
    Place("the columns of a spreadsheet, with errors", ("sheet_match",), wrong_columns, 422),
    Place("a spreadsheet that is none", ("sheet_match",), unreadable, 422),
    Place("cells of a spreadsheet to be corrected", ("sheet_match", "importing_preview"), cells),
    Place("a return to be replaced by a spreadsheet", ("importing_preview",), replacing),
    Place("a marked copy of a spreadsheet", ("sheet_faults", "sheet_made", "sheet_file"), marked),
    Place("the template", ("sheet_template",), template),
    Place("a return as a workbook", ("sheet_export", "sheet_made", "sheet_file"), workbook),
    Place("a workbook that is not kept any more", ("sheet_made",), workbook_gone),
)
