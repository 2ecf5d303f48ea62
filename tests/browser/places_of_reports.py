"""Reports: none yet, worked out, one of them, the rows of a table, as files."""

from playwright.sync_api import expect

from tests.browser.walk import Place, Walk


def worked_out(walk: Walk) -> None:
    walk.open("reports")
    if walk.page.get_by_role("button", name="Work out the reports").count():
        walk.press("Work out the reports")
    expect(walk.page.get_by_text("from what would be exported").first).to_be_visible(timeout=60_000)


def of_kind(title: str, walk: Walk) -> None:
    worked_out(walk)
    walk.page.get_by_role("main").get_by_role("link", name=title, exact=True).click()
    expect(walk.page.get_by_role("heading", name=title, level=1)).to_be_visible()


def money(walk: Walk) -> None:
    of_kind("Money", walk)


def rows(walk: Walk) -> None:
    money(walk)
    walk.page.get_by_role("link", name="all rows").first.click()
    expect(walk.page.get_by_role("heading", name="Payments", level=1)).to_be_visible()


def workbook(walk: Walk) -> None:
    money(walk)
    with walk.page.expect_download():
        walk.page.get_by_role("button", name="Workbook (XLSX)").click()


def csv_file(walk: Walk) -> None:
    rows(walk)
    with walk.page.expect_download():
        walk.page.get_by_role("link", name="CSV of these rows").click()


def no_pay(walk: Walk) -> None:
    of_kind("No pay", walk)


def behind_a_bar(walk: Walk) -> None:
    money(walk)
    walk.page.get_by_role("link", name="At risk: mend it and it is paid").click()
    expect(walk.page.get_by_text("where At risk is not nothing")).to_be_visible()


def statement(walk: Walk) -> None:
    money(walk)
    walk.page.get_by_role("link", name="Provider statement, one page to print").click()
    expect(walk.page.get_by_role("heading", name="Provider statement")).to_be_visible()


PLACES = (
    Place("the reports", ("reports",), worked_out),
    Place("a report", ("report",), money),
    Place("the no-pay report", ("report",), no_pay),
    Place("the milestones behind a bar", ("report",), behind_a_bar),
    Place("the provider statement", ("statement",), statement),
    Place("the rows of a report", ("report",), rows),
    Place("a report as a workbook", ("report", "report_file"), workbook),
    Place("a table of a report as CSV", ("report", "report_table_file"), csv_file),
)
