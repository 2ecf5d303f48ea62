"""Saving as one types: the last value is always stored, nobody overwrites anybody, nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenContext
from tests.browser.person import Person, settled
from tests.browser.watching import Watch
from tests.running import Running
from tests.web.served.asking import Visitor

ROUNDS, EDITS = 30, 10
# Edits faster than they are answered: each sets the box and leaves it. The pauses cover the time that a save takes.
RAPIDLY = """async ([id, values, pause]) => {
  const box = document.getElementById(id)
  for (const value of values) {
    box.focus()
    box.value = value
    box.dispatchEvent(new Event('input', { bubbles: true }))
    box.dispatchEvent(new Event('change', { bubbles: true }))
    await new Promise((done) => setTimeout(done, Math.random() * pause))
  }
}"""
FAMILY, GIVEN = "Family name", "Given names"


def stored(visitor: Visitor, learner: int, label_id: str) -> str:
    """The value that a page opened anew shows in a box."""
    found = re.search(
        rf'<input[^>]* id="{label_id}"[^>]*?(?: value="([^"]*)")', visitor.get(f"/learner/{learner}/").text
    )
    return found[1] if found else ""


def is_stored(page: Page, box_id: str, value: str) -> None:
    """Wait until the server has acknowledged this value."""
    expect(page.locator(f"#{box_id}-base")).to_have_value(value)
    settled(page)


def test_ten_rapid_edits_thirty_times_never_conflict_and_the_last_is_stored(
    page: Page, watch: Watch, visitor: Visitor
) -> None:
    learner = visitor.add_learner()
    page.goto(f"/learner/{learner}/")
    box, lost = "f-Learner-AddLine1", []
    for number in range(ROUNDS):
        values = [f"{number} {edit}" for edit in range(EDITS)]
        page.evaluate(RAPIDLY, [box, values, 2 + 3 * number])
        is_stored(page, box, values[-1])
        if stored(visitor, learner, box) != values[-1]:
            lost.append(number)
    statuses = [status for path, status in watch.answers if path.endswith("/save")]
    assert (lost, {status for status in statuses if status != 200}) == ([], set())
    assert len(statuses) >= 2 * ROUNDS  # the first of each round, then at least what stood there when it was answered
    expect(page.locator(f"#{box}-state")).to_have_attribute("data-state", "saved")


def test_rapid_edits_of_many_fields_all_stay(page: Page, watch: Watch, visitor: Visitor) -> None:
    learner = visitor.add_learner()
    page.goto(f"/learner/{learner}/")
    boxes = {f"f-Learner-AddLine{line}": f"line {line}" for line in range(1, 5)} | {"f-Learner-Email": "a@example.org"}
    for number in range(4):
        for box, text in boxes.items():
            page.evaluate(RAPIDLY, [box, [f"{number} {text}"], 5])
    for box, text in boxes.items():
        is_stored(page, box, f"3 {text}")
        assert stored(visitor, learner, box) == f"3 {text}"
    assert 409 not in {status for _, status in watch.answers}


def test_a_field_is_saved_while_one_stays_in_it_and_keeps_the_keyboard(page: Page, visitor: Visitor) -> None:
    learner = visitor.add_learner()
    page.goto(f"/learner/{learner}/")
    box = Person(page).box(FAMILY)
    box.press_sequentially("Okaf")
    is_stored(page, "f-Learner-FamilyName", "Okaf")
    page.keyboard.type("or")
    expect(box).to_be_focused()
    expect(box).to_have_value("Okafor")
    is_stored(page, "f-Learner-FamilyName", "Okafor")
    assert stored(visitor, learner, "f-Learner-FamilyName") == "Okafor"


@pytest.mark.parametrize("leaving", ["a tab of the learner", "another page", "the window"])
def test_what_was_just_typed_is_stored_though_one_leaves_at_once(leaving: str, page: Page, visitor: Visitor) -> None:
    learner = visitor.add_learner()
    page.goto(f"/learner/{learner}/")
    person = Person(page)
    person.box(FAMILY).press_sequentially("Quickly")
    if leaving == "a tab of the learner":
        person.opens("Employment status")
        page.wait_for_url("**/employment/")
    elif leaving == "another page":
        page.get_by_role("link", name="Home", exact=True).click()
        page.wait_for_url("**/2425/")
    else:
        page.keyboard.press("Tab")
        settled(page)
        page.close(run_before_unload=True)
    assert stored(visitor, learner, "f-Learner-FamilyName") == "Quickly"


def two_people(open_browser: OpenContext, learner: int) -> tuple[tuple[Page, Watch], tuple[Page, Watch]]:
    """Two browsers with the same learner open."""
    ann, bob = open_browser(), open_browser()
    for page, _ in (ann, bob):
        page.goto(f"/learner/{learner}/")
    return ann, bob


def test_two_people_who_change_different_fields_keep_both(open_browser: OpenContext, visitor: Visitor) -> None:
    learner = visitor.add_learner()
    (ann, _), (bob, _) = two_people(open_browser, learner)
    Person(ann).types(FAMILY, "Adeyemi")
    Person(bob).types(GIVEN, "Femi")
    Person(ann).types("Postcode", "B1 1AA")
    Person(bob).types("Email address", "femi@example.org")
    for page in (ann, bob):
        page.reload()
        assert [Person(page).box(label).input_value() for label in (FAMILY, GIVEN, "Postcode", "Email address")] == [
            "Adeyemi", "Femi", "B1 1AA", "femi@example.org",
        ]  # fmt: skip


@pytest.mark.parametrize(("choice", "stays"), [("Keep mine", "Bright"), ("Take theirs", "Adeyemi")])
def test_two_people_who_change_one_field_see_both_values_and_choose(
    choice: str, stays: str, open_browser: OpenContext, visitor: Visitor
) -> None:
    learner = visitor.add_learner()
    (ann, _), (bob, watch) = two_people(open_browser, learner)
    Person(ann).types(FAMILY, "Adeyemi")
    with watch.provoked(409):
        Person(bob).box(FAMILY).fill("Bright")
        bob.keyboard.press("Tab")
        conflict = bob.locator("#f-Learner-FamilyName-messages .openlet-conflict")
        expect(conflict).to_contain_text("Adeyemi")
        settled(bob)
    expect(conflict).to_contain_text("Bright")
    expect(bob.locator("#f-Learner-FamilyName-state")).to_have_attribute("data-state", "conflict")
    expect(bob.get_by_role("status").first).to_contain_text("Family name was changed by someone else")
    assert stored(visitor, learner, "f-Learner-FamilyName") == "Adeyemi"  # nobody's value is replaced unasked
    conflict.get_by_role("button", name=choice).click()
    expect(conflict).to_have_count(0)
    expect(Person(bob).box(FAMILY)).to_have_value(stays)
    assert stored(visitor, learner, "f-Learner-FamilyName") == stays
    Person(bob).types(GIVEN, "Ada")  # work goes on
    Person(bob).types(FAMILY, "Later")
    bob.get_by_role("link", name="Home", exact=True).click()
    bob.wait_for_url("**/2425/")
    assert stored(visitor, learner, "f-Learner-FamilyName") == "Later"


def test_two_people_who_type_the_same_value_do_not_quarrel(open_browser: OpenContext, visitor: Visitor) -> None:
    learner = visitor.add_learner()
    (ann, _), (bob, _) = two_people(open_browser, learner)
    Person(ann).types(FAMILY, "Adeyemi")
    Person(bob).types(FAMILY, "Adeyemi")
    assert stored(visitor, learner, "f-Learner-FamilyName") == "Adeyemi"


def test_a_record_that_another_person_has_changed_is_not_removed(open_browser: OpenContext, visitor: Visitor) -> None:
    learner = visitor.add_learner()
    (ann, _), _ = two_people(open_browser, learner)
    Person(ann).adds("Add prior level")
    bob, watch = open_browser()
    bob.goto(f"/learner/{learner}/")
    Person(ann).chooses("Prior level", "5")
    with watch.provoked(422):
        Person(bob).presses("Remove prior level 1")
        expect(bob.get_by_role("status").first).to_contain_text("could not be done")
    ann.reload()
    expect(Person(ann).drop_down("Prior level")).to_have_value("5")


def test_when_the_program_is_gone_the_page_says_so_keeps_the_text_and_saves_it_later(
    open_browser: OpenContext, visitor: Visitor, served: Running
) -> None:
    learner = visitor.add_learner()
    page, watch = open_browser()
    page.goto(f"/learner/{learner}/")
    page.route("**/save", lambda route: route.abort("connectionrefused"))
    Person(page).box(FAMILY).fill("Patient")
    page.keyboard.press("Tab")
    expect(page.locator("#f-Learner-FamilyName-state")).to_have_attribute("data-state", "not-saved")
    expect(page.get_by_role("status").first).to_contain_text("OpenLET does not answer")
    expect(Person(page).box(FAMILY)).to_have_value("Patient")
    page.unroute("**/save")
    expect(page.locator("#f-Learner-FamilyName-state")).to_have_attribute("data-state", "saved", timeout=30_000)
    assert stored(visitor, learner, "f-Learner-FamilyName") == "Patient"
    watch.found = [one for one in watch.found if "ERR_CONNECTION_REFUSED" not in one and "htmx:" not in one]
