"""Cohorts, enrolment, a change for many, and money in the browser: accessible, narrow, and done without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import scrolls_sideways, violations
from tests.browser.test_keyboard import follow, tab_to

TABLE = (
    "First name\tSurname\tDOB\tSex\tULN\tNI number\tEthnicity\tAddress\tPostcode\tLLDD\tPriorLevel\tEmpStat\tLOU"
    "\tShoe\n"
    "Ada\tFeldt\t1/2/90\tFemale\t7654321111\tAB123456C\t31\t1 Example Street\tb1 1aa\t2\t5\t11\t2\t39\n"
    "Bo\tLind\t31/02/1991\tM\t1000000027\t\t31\t\tB98 8AA\t2\t5\t98\t\t42\n"
)
PAGES = (
    "/2425/cohorts/",
    "/2425/cohort/new",
    "/2425/cohort/new?bootcamp=Z0020001&start=1+3+24&planned_end=1+9+25",
    "/2324/cohort/new?learner=L0016",
    "/2324/cohort/new?learner=L0004",
    "/2425/cohort/1/",
    "/2425/cohort/1/enrol",
    "/2425/change-many",
    "/2324/change-many?group=bootcamp:Z0020001&field=set|Learner/LearningDelivery/*/LearnPlanEndDate",
    "/2324/change-many?group=bootcamp:Z0020001&field=add|Learner/LearningDelivery/*/LearningDeliveryFAM:DAM",
    "/2324/learners/",
    "/2425/money/",
    "/2425/money/?milestone=M2&state=at_risk",
    "/2425/money/record",
)


def is_sound(page: Page) -> None:
    """Nothing for axe to find; no wider than a narrow window, nor than one at 400 % zoom."""
    wide = page.viewport_size
    assert wide is not None
    assert violations(page) == []
    for width, height in ((320, 640), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        assert not scrolls_sideways(page)
    assert violations(page) == []
    page.set_viewport_size(wide)


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_sound(page: Page, address: str) -> None:
    page.goto(address)
    is_sound(page)


def test_many_are_enrolled_changed_and_undone_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/2425/cohorts/")
    follow(page, page.get_by_role("link", name="Enrol learners on Data bootcamp, August 2024"))
    tab_to(page, page.get_by_role("textbox", name="Table", exact=True))
    page.keyboard.insert_text(TABLE)
    follow(page, page.get_by_role("button", name="See how it is read"))
    expect(page.get_by_text("the column headed Shoe")).to_be_visible()
    expect(page.get_by_text("31/02/1991, which is not a day")).to_be_visible()
    expect(page.get_by_text("has this ULN already")).to_have_count(0)  # that learner is in the other year
    is_sound(page)
    tab_to(page, page.get_by_role("checkbox", name="Row 2"))
    page.keyboard.press("Space")
    follow(page, page.get_by_role("button", name="Enrol the rows that are ticked"))
    expect(page.get_by_role("heading", level=1)).to_have_text("1 learner enrolled on Data bootcamp, August 2024")
    is_sound(page)

    page.goto("/2425/cohort/1/")
    expect(page.get_by_text("1 learner with this bootcamp and start")).to_be_visible()
    follow(page, page.get_by_role("button", name="Change a value for all of them"))
    tab_to(page, page.get_by_role("combobox", name="Which value?"))
    page.keyboard.type("Learning planned")
    follow(page, page.get_by_role("button", name="Continue"))
    tab_to(page, page.get_by_role("textbox", name="New value: Learning planned end date"))
    page.keyboard.type("4/10/2024")
    follow(page, page.get_by_role("button", name="See what comes of it"))
    expect(page.get_by_role("cell", name="04/10/2024", exact=True)).to_be_visible()
    is_sound(page)
    follow(page, page.get_by_role("button", name="Change 1 learner"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Learning planned end date changed to 04/10/2024 for 1 learner"
    )
    follow(page, page.get_by_role("button", name="Undo"))
    expect(page.get_by_text("Undone on")).to_be_visible()
    page.goto("/2425/many/1")
    follow(page, page.get_by_role("button", name="Undo"))
    expect(page.get_by_text("Undone on")).to_be_visible()  # the learner is as enrolled again
    is_sound(page)


def test_what_is_payable_is_recorded_and_taken_back_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/2425/money/")
    follow(page, page.get_by_role("button", name="Record the payable amounts as paid"))
    follow(page, page.get_by_role("button", name="Work out what would be recorded"))
    page.wait_for_url("**/money/record?job=*")
    is_sound(page)
    tab_to(page, page.get_by_role("checkbox", name="WMCA has paid these amounts"))
    page.keyboard.press("Space")
    follow(page, page.get_by_role("button", name="Record £13,788 as paid"))
    expect(page.get_by_text("It was recorded.")).to_be_visible()
    expect(page.get_by_text("All learners have been checked.")).to_be_visible()
    page.goto("/2425/money/")
    together = page.locator("#sums").get_by_role("row", name="Together").get_by_role("cell")
    expect(together.first).to_have_text("£13,788")
    is_sound(page)
    follow(page, page.get_by_role("button", name="Take back the last recording"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Take back the last recording")
    is_sound(page)
    follow(page, page.get_by_role("button", name="Take it back"))
    expect(page.get_by_text("The last recording was taken back.")).to_be_visible()
