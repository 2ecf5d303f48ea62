"""The work list: as it stands, narrowed, many lines given away or marked as done, one line with its history."""

import re

from playwright.sync_api import expect

from tests.browser.walk import Place, Walk


def narrowed(walk: Walk) -> None:
    walk.open("work/")
    walk.page.get_by_role("combobox", name="Kind").select_option("export")
    walk.press("Show")
    expect(walk.page.get_by_text("found").first).to_be_visible()


def empty(walk: Walk) -> None:
    walk.open("work/?q=nobody-has-this-reference")
    expect(walk.page.get_by_text("Nothing is found like that.")).to_be_visible()


def nothing_chosen(walk: Walk) -> None:
    walk.open("work/")
    walk.press("Give")


def done_without_reason(walk: Walk) -> None:
    walk.open("work/")
    walk.page.get_by_role("checkbox", name=re.compile("^Choose")).first.check()
    walk.press("Mark as done")


def given(walk: Walk) -> None:
    walk.open("work/")
    walk.page.get_by_role("checkbox", name=re.compile("that are found")).check()
    walk.page.get_by_role("combobox", name="Give to").fill("Mary Example")
    walk.press("Give")
    expect(walk.page.get_by_text("given to Mary Example")).to_be_visible()


def one_line(walk: Walk) -> None:
    walk.open("work/")
    walk.follow("More on")
    expect(walk.page.get_by_role("heading", name="What happened to it")).to_be_visible()


def one_done(walk: Walk) -> None:
    one_line(walk)
    walk.page.get_by_role("textbox", name="What was done").fill("asked the learner")
    walk.press("Mark as done")
    expect(walk.page.get_by_text("Marked as done: asked the learner")).to_be_visible()
    walk.press("Put back on the list")
    expect(walk.page.get_by_role("cell", name="Put back on the list")).to_be_visible()


def as_a_workbook(walk: Walk) -> None:
    walk.open("work/?kind=no-pay")
    with walk.page.expect_download():
        walk.page.get_by_role("link", name="workbook (XLSX)").click()


def to_the_box(walk: Walk) -> None:
    """The first line leads to its box on the learner's page, as the page's own message does."""
    walk.open("work/?kind=no-pay")
    walk.page.get_by_role("link", name=re.compile("^DAM: blank")).first.click()
    expect(walk.page.locator("*:focus")).to_have_id(re.compile("-DAM-1$"))


PLACES = (
    Place("work list", ("work",), lambda walk: walk.open("work/")),
    Place("work list, narrowed", ("work",), narrowed),
    Place("work list, nothing found", ("work",), empty),
    Place("work list, nothing chosen", ("work_do",), nothing_chosen, 422),
    Place("work list, done without a reason", ("work_do",), done_without_reason, 422),
    Place("work list, all given to somebody", ("work", "work_do"), given),
    Place("one line of the work list", ("work_item",), one_line),
    Place("one line of the work list, done and put back", ("work_item", "work_do"), one_done),
    Place("work list as a workbook", ("work_file",), as_a_workbook),
    Place("from the work list to the box", ("work",), to_the_box),
)
