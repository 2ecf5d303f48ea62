"""Reports: none yet, worked out, one of them, the rows of a table, as files."""

import re

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


def all_workbooks(walk: Walk) -> None:
    worked_out(walk)
    walk.press("Write all workbooks (ZIP)")
    expect(walk.page.get_by_text("is ready.")).to_be_visible(timeout=60_000)
    with walk.page.expect_download():
        walk.page.get_by_role("link", name="Fetch").click()


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


def forecast(walk: Walk) -> None:
    of_kind("Forecast", walk)


def last_safe_dates(walk: Walk) -> None:
    forecast(walk)
    walk.page.get_by_role("link", name=re.compile("^All [0-9]+ milestones? with")).click()
    expect(walk.page.get_by_role("heading", name="Windows and last safe dates", level=1)).to_be_visible()


def destinations(walk: Walk) -> None:
    of_kind("Destinations", walk)


def to_share(walk: Walk) -> None:
    destinations(walk)
    walk.page.get_by_role("link", name="To share").click()
    expect(walk.page.get_by_text("This version may be shared")).to_be_visible()


def quality(walk: Walk) -> None:
    of_kind("Data quality", walk)


def rates(walk: Walk) -> None:
    walk.open("reports/rates")
    expect(walk.page.get_by_role("heading", name="Rates and planned starts", level=1)).to_be_visible()


def of_one_bootcamp(walk: Walk) -> None:
    rates(walk)
    walk.page.get_by_role("navigation", name="Bootcamps with rates").get_by_role("link").first.click()
    expect(walk.page.get_by_role("heading", name=re.compile("^Planned starts of"))).to_be_visible()


def rates_saved(walk: Walk) -> None:
    of_one_bootcamp(walk)
    walk.page.get_by_label("Milestone 2 expected, percent").fill("70")
    walk.page.get_by_label("Planned starts in May 2024").fill("3")
    walk.press("Save rates")
    expect(walk.page.get_by_text("The rates were saved.")).to_be_visible()


def no_rate(walk: Walk) -> None:
    rates(walk)
    walk.page.get_by_label("Milestone 2 expected, percent").fill("most")
    walk.press("Save rates")
    expect(walk.page.get_by_text("most is no percentage").first).to_be_visible()


def rates_file(walk: Walk) -> None:
    rates_saved(walk)
    with walk.page.expect_download():
        walk.page.get_by_role("link", name="The rates as a file").click()


PLACES = (
    Place("the reports", ("reports",), worked_out),
    Place("a report", ("report",), money),
    Place("the no-pay report", ("report",), no_pay),
    Place("the milestones behind a bar", ("report",), behind_a_bar),
    Place("the provider statement", ("statement",), statement),
    Place("the forecast", ("report",), forecast),
    Place("last safe dates", ("report",), last_safe_dates),
    Place("the destinations", ("report",), destinations),
    Place("the destinations to share", ("destinations_shared",), to_share),
    Place("data quality over returns", ("report",), quality),
    Place("rates of all bootcamps", ("rates",), rates),
    Place("rates of one bootcamp saved", ("rates",), rates_saved),
    Place("a rate that is none", ("rates",), no_rate, 422),
    Place("the rates as a file", ("rates", "rates_file"), rates_file),
    Place("the rows of a report", ("report",), rows),
    Place("a report as a workbook", ("report", "report_file"), workbook),
    Place("all reports as workbooks", ("report_files", "report_made"), all_workbooks),
    Place("a table of a report as CSV", ("report", "report_table_file"), csv_file),
)
