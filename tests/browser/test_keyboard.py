"""Everything can be done without a mouse: Tab, Shift and Tab, Enter, and the keys of the drop-downs."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.person import Person

MOST = 200  # presses of Tab until a control counts as out of reach


def tab_to(page: Page, wanted: Locator, back: bool = False) -> None:
    """Go with Tab until the control has the keyboard."""
    for _ in range(MOST):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if wanted.evaluate("(control) => control === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached with Tab")


def follow(page: Page, wanted: Locator) -> None:
    """Go to a link or a button, and press Enter."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def test_the_first_tab_leads_past_the_navigation(page: Page) -> None:
    page.goto("/2425/learners/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_learner_is_added_mended_and_completed_with_the_keyboard_alone(page: Page) -> None:
    person = Person(page)
    page.goto("/")
    follow(page, page.get_by_role("button", name="Add learner"))
    page.wait_for_url("**/learners/new")
    follow(page, page.get_by_role("button", name="Add learner"))
    page.wait_for_url("**/learner/*/")
    for label, text in (
        ("Unique learner number (ULN)", "7654321104"),
        ("Given names", "Bo"),
        ("Family name", "Lindqvist"),
    ):
        tab_to(page, person.box(label))
        person.type_here(person.box(label), label, text)
        page.keyboard.press("Shift+Tab")  # leaving the box has gone one further
    tab_to(page, person.drop_down("Sex"))
    page.keyboard.press("M")
    page.keyboard.press("Tab")
    expect(page.locator("#f-Learner-Sex-state")).to_have_attribute("data-state", "saved")

    follow(page, person.lines_about("Learner-ULN").first)
    person.type_here(person.box("Unique learner number (ULN)"), "ULN", "7654321103")
    assert not any("7654321104" in line for line in person.to_mend())

    follow(page, page.get_by_role("link", name=re.compile("^Record completion, a claim")))
    follow(page, page.get_by_role("link", name="Record completion", exact=True))
    tab_to(page, person.box("Last day that the learner attended"))
    page.keyboard.type("27/9/2024")
    follow(page, page.get_by_role("button", name="See what will be done"))
    follow(page, page.get_by_role("button", name="Record completion"))
    expect(page.get_by_text("Record completion: done")).to_be_visible()
    follow(page, page.get_by_role("button", name="Undo"))
    expect(page.get_by_text("It was undone.")).to_be_visible()


def test_a_record_is_added_and_removed_with_the_keyboard_alone(page: Page) -> None:
    person = Person(page)
    page.goto("/2425/learners/new")
    follow(page, page.get_by_role("button", name="Add learner"))
    page.wait_for_url("**/learner/*/")
    follow(page, page.get_by_role("button", name="Add prior level"))
    page.wait_for_url("**/?at=*")
    expect(person.drop_down("Prior level")).to_be_focused()  # where the user goes on
    page.keyboard.press("5")
    page.keyboard.press("Tab")
    expect(person.box("Date level applies from")).to_be_focused()
    follow(page, page.get_by_role("button", name=re.compile("^Remove *prior level 1")))
    expect(person.drop_down("Prior level")).to_have_count(0)


def test_what_is_folded_away_is_opened_with_enter_and_tab_passes_it_while_it_is_closed(page: Page) -> None:
    page.goto("/learner/17/")
    fold = page.locator("#fold-learner-information > summary")
    inside = page.locator("#fold-learner-information :is(input:not([type=hidden]), select)").first
    tab_to(page, fold)
    page.keyboard.press("Tab")
    expect(inside).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(fold).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(inside).to_be_focused()


def test_the_list_is_searched_sorted_and_opened_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/2425/learners/")
    names = page.locator("#learners tbody tr")
    count = names.count()
    search = page.get_by_role("searchbox", name="Name, reference, ULN or postcode")
    tab_to(page, search)
    reference = names.first.get_by_role("link").inner_text()
    page.keyboard.type(reference)
    expect(page.get_by_role("status").filter(has_text="1 learner found")).to_be_visible()
    expect(search).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(names).to_have_count(count)
    follow(page, page.get_by_role("link", name="Name", exact=True))
    expect(page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "ascending")
    follow(page, names.first.get_by_role("link"))
    page.wait_for_url("**/learner/*/")
