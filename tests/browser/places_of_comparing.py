"""Comparing two states of a return."""

from playwright.sync_api import expect

from tests.browser.walk import Place, Walk


def choosing(walk: Walk) -> None:
    walk.open("compare")
    expect(walk.page.get_by_role("heading", name="History")).to_be_visible()


def compared(walk: Walk) -> None:
    """The first snapshot with what stands now, all that there is in between."""
    choosing(walk)
    oldest = walk.page.locator("#before option").last
    walk.page.locator("#before").select_option(oldest.get_attribute("value"))
    walk.press("Compare")
    expect(walk.page.get_by_role("heading", name="From ")).to_be_visible(timeout=60_000)


def workbook(walk: Walk) -> None:
    compared(walk)
    with walk.page.expect_download():
        walk.press("Download the workbook")


def refused(walk: Walk) -> None:
    choosing(walk)
    walk.press("Compare")
    expect(walk.page.get_by_text("Both sides are the same.")).to_be_visible(timeout=60_000)


PLACES = (
    Place("choosing what to compare", ("compare",), choosing),
    Place("two states compared", ("compare",), compared),
    Place("two states compared, as a workbook", ("compare", "compare_file"), workbook),
    Place("a comparison that was refused", ("compare",), refused),
)
