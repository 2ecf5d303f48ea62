"""What a person types, pastes and chooses on the forms that are drawn from the specification."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.person import Person
from tests.web.served.asking import YEAR, Visitor

BIRTH = "Date of birth"
BRITISH = (
    "1/5/90",
    "01-05-1990",
    "1.5.1990",
    "01051990",
    "1 May 1990",
    "1st May 90",
    "Tuesday 1 May 1990",
    "1990-05-01",
)
PASTED = (
    ("Unique learner number (ULN)", "f-Learner-ULN", "7654321103\r\n", "7654321103"),
    ("Family name", "f-Learner-FamilyName", "Okafor\t", "Okafor"),
    ("Postcode", "f-Learner-Postcode", " b1 1aa\n", "B1 1AA"),
    ("National Insurance number", "f-Learner-NINumber", "ab 12 34 56 c\r\n", "AB123456C"),
    ("Date of birth", "f-Learner-DateOfBirth", "01/05/1990 00:00\r\n", "1990-05-01"),
)


def opened(page: Page, visitor: Visitor) -> Person:
    """A new learner's page."""
    page.goto(f"/learner/{visitor.add_learner()}/")
    return Person(page)


def test_a_date_is_understood_in_every_usual_british_form_and_said_in_full(page: Page, visitor: Visitor) -> None:
    person = opened(page, visitor)
    for text in BRITISH:
        person.types(BIRTH, "2/2/2002")
        person.types(BIRTH, text)
        expect(page.locator("#f-Learner-DateOfBirth-base")).to_have_value("1990-05-01")
        expect(page.locator("#f-Learner-DateOfBirth-state")).to_contain_text("Tuesday 1 May 1990")
        expect(person.box(BIRTH)).to_have_value(text)  # what was typed is not rewritten under one's hands
    page.reload()
    expect(person.box(BIRTH)).to_have_value("01/05/1990")


@pytest.mark.parametrize("text", ["31/02/1990", "5/13/1990", "Monday 1 May 1990", "sometime", "1/5"])
def test_what_is_no_date_is_kept_as_typed_and_said(text: str, page: Page, visitor: Visitor) -> None:
    person = opened(page, visitor)
    person.types(BIRTH, text)
    expect(page.locator("#f-Learner-DateOfBirth-messages")).to_contain_text(text)
    expect(person.box(BIRTH)).to_have_attribute("aria-invalid", "true")
    page.reload()
    expect(person.box(BIRTH)).to_have_value(text)


@pytest.mark.parametrize(("label", "box", "cell", "stored"), PASTED, ids=[label for label, *_ in PASTED])
def test_a_cell_copied_from_a_spreadsheet_is_pasted_and_stored_clean(
    label: str, box: str, cell: str, stored: str, page: Page, visitor: Visitor
) -> None:
    person = opened(page, visitor)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("(text) => navigator.clipboard.writeText(text)", cell)
    person.box(label).click()
    page.keyboard.press("Control+V")
    page.keyboard.press("Tab")
    expect(page.locator(f"#{box}-base")).to_have_value(stored)
    expect(page.locator(f"#{box}-state")).to_have_attribute("data-state", "saved")


def test_every_drop_down_shows_code_and_label(page: Page, visitor: Visitor) -> None:
    learner = visitor.add_learner("1")
    counts = 0
    for path in ("", "employment/"):
        page.goto(f"/learner/{learner}/{path}")
        if path:
            Person(page).adds("Add employment status")
        for options in page.locator("select[data-saves]").evaluate_all(
            "(lists) => lists.map((list) => [...list.options].map((one) => [one.value, one.text]))"
        ):
            assert options[0] == ["", ""]
            assert all(re.fullmatch(rf"{re.escape(code)} — \S.*", text) for code, text in options[1:])
            counts += 1
    assert counts > 15


def test_a_code_that_is_not_on_the_list_is_shown_and_marked(page: Page, visitor: Visitor) -> None:
    learner = visitor.add_learner()
    assert visitor.save(learner, "Learner/Sex", "Q").status == 200
    page.goto(f"/learner/{learner}/")
    expect(Person(page).drop_down("Sex")).to_have_value("Q")
    expect(Person(page).drop_down("Sex").locator("option:checked")).to_contain_text("not in the list")


def test_each_field_shows_what_the_guides_key_says_of_it(page: Page, visitor: Visitor) -> None:
    opened(page, visitor)
    uln = page.locator("#f-Learner-ULN-field")
    expect(uln.locator("#f-Learner-ULN-badges")).to_have_text(re.compile(r"Mandatory\s*Validation"))
    expect(uln.locator("#f-Learner-ULN-hint")).to_contain_text("Learner tab, top section, item 2")
    page.goto(f"/{YEAR}/learners/")
    page.get_by_role("link", name="L0017").click()
    Person(page).opens(re.compile("^Aim 1"))
    for badge in ("Milestone 1", "Milestone 2", "Milestone 3"):
        expect(page.locator("#record").get_by_text(badge, exact=True).first).to_be_visible()


def test_a_field_that_is_folded_away_is_unfolded_when_a_link_leads_to_it(page: Page, visitor: Visitor) -> None:
    learner = visitor.add_learner()
    page.goto(f"/learner/{learner}/")
    field = page.locator("#f-Learner-PrevUKPRN")
    expect(field).to_be_hidden()
    page.evaluate("location.hash = '#f-Learner-PrevUKPRN'")
    expect(field).to_be_focused()
    page.goto(f"/learner/{learner}/employment/")
    page.goto(f"/learner/{learner}/#f-Learner-PrevUKPRN")
    expect(field).to_be_focused()


def test_a_folded_field_with_a_message_stands_open_and_the_summary_leads_to_it(page: Page, visitor: Visitor) -> None:
    learner = visitor.add_learner()
    assert visitor.save(learner, "Learner/PrevUKPRN", "12").status == 200
    page.goto(f"/learner/{learner}/employment/")
    page.locator("#to-mend").get_by_role("link", name=re.compile("PrevUKPRN|previous year|UKPRN")).first.click()
    expect(page.locator("#f-Learner-PrevUKPRN")).to_be_focused()
    expect(page.locator("#f-Learner-PrevUKPRN-messages")).to_contain_text("12")


def test_the_charts_of_home_have_their_table_beside_them_with_the_same_figures(page: Page) -> None:
    page.goto("/2324/")
    for chart in ("milestones", "destinations"):
        beside = page.locator(".openlet-chart-and-table").filter(has=page.locator(f"table#{chart}"))
        expect(beside.get_by_role("img")).to_be_visible()
        drawn = beside.locator(".openlet-chart__value").all_text_contents()
        rows = beside.locator("tbody tr")
        told = [
            sum(
                int(re.sub(r"\D.*", "", cell, flags=re.DOTALL))
                for cell in rows.nth(number).locator("td").all_inner_texts()
            )
            for number in range(rows.count())
        ]
        assert [int(number) for number in drawn] == told
        assert sum(told) > 0


def test_the_summary_and_the_four_questions_change_with_every_save(page: Page, visitor: Visitor) -> None:
    person = opened(page, visitor)
    questions = page.locator("#judged")
    expect(questions).to_contain_text("Can it be exported?")
    before = len(person.to_mend())
    person.types("Family name", "Okafor")
    assert len(person.to_mend()) < before
    expect(page.locator("#f-Learner-FamilyName-messages")).to_be_empty()
    person.types("Family name", "")
    assert len(person.to_mend()) == before
    expect(page.locator("#f-Learner-FamilyName-messages")).not_to_be_empty()
    for question in ("Is it schema-valid?", "Would the official rules pass it?", "Would WMCA pay?"):
        expect(questions).to_contain_text(question)
