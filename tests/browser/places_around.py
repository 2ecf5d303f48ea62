"""Home, settings, and the pages of what goes wrong."""

from playwright.sync_api import expect

from tests.browser.walk import EARLIER, Place, Walk

WRONG = "name = 1\n"


def saved(walk: Walk, button: str) -> None:
    walk.open("settings")
    walk.press(button)
    expect(walk.page.get_by_role("alert")).to_be_visible()


def wrong_day(walk: Walk) -> None:
    walk.open("settings")
    walk.person.box("Judge everything as of").fill("no day")
    walk.press("Save working day")


def day_chosen(walk: Walk) -> None:
    walk.open("settings")
    walk.person.box("Judge everything as of").fill("18/10/2024")
    walk.press("Save working day")
    expect(walk.page.get_by_role("alert")).to_be_visible()


def wrong_contract(walk: Walk) -> None:
    walk.open("settings")
    walk.page.get_by_text("Write or change its text here").click()
    walk.page.get_by_role("textbox", name="Text of the contract file").fill(WRONG)
    walk.press("Save contract")


def no_contract(walk: Walk) -> None:
    walk.open("settings")
    walk.page.get_by_text("Write or change its text here").click()
    walk.page.get_by_role("textbox", name="Text of the contract file").fill("")
    walk.press("Save contract")


def another_year(walk: Walk) -> None:
    walk.open("settings")
    walk.page.get_by_role("radio", name="2025-26").check()
    walk.press("Begin year")
    expect(walk.page.get_by_role("alert")).to_be_visible()


def checking(walk: Walk) -> None:
    """All learners are checked again for another day: home says how far that is, until it is done."""
    walk.open("settings")
    walk.person.box("Judge everything as of").fill("19/10/2024")
    walk.press("Save working day")
    walk.open("")
    expect(walk.page.get_by_role("heading", name="Return of 2024-25")).to_be_visible()
    walk.page.wait_for_function("() => !document.querySelector('[hx-get*=\"/job/\"]')")


def without_a_token(walk: Walk) -> None:
    walk.open("settings")
    walk.page.evaluate(
        "for (const one of document.getElementsByName('csrfmiddlewaretoken')) one.value = 'x'.repeat(64)"
    )
    walk.press("Back up now")
    expect(walk.page.get_by_role("heading", name="That could not be done")).to_be_visible()


def refused(walk: Walk) -> None:
    walk.page.context.clear_cookies()
    walk.open("")


def rule_of_a_message(walk: Walk) -> None:
    walk.page.goto("/rule/ULN_04")
    expect(walk.page.get_by_role("heading", level=1)).to_contain_text("ULN")


PLACES = (
    Place("the page of a rule", ("rule",), rule_of_a_message),
    Place("home", ("first", "home"), lambda walk: walk.open("/")),
    Place("home of the earlier return", ("home",), lambda walk: walk.open(f"/{EARLIER}/")),
    Place("everybody being checked again", ("job",), checking),
    Place("settings", ("settings",), lambda walk: walk.open("settings")),
    Place("settings, name saved", ("settings_provider",), lambda walk: saved(walk, "Save name")),
    Place("settings, another year begun", ("settings_provider",), another_year),
    Place("settings, no contract chosen", ("settings_contract",), no_contract, 422),
    Place("settings, a wrong contract", ("settings_contract",), wrong_contract, 422),
    Place("settings, no day", ("settings_day",), wrong_day, 422),
    Place("settings, day saved", ("settings_day",), day_chosen),
    Place("settings, backed up", ("settings_backup",), lambda walk: saved(walk, "Back up now")),
    Place("a page that is not there", (), lambda walk: walk.open("/nowhere"), 404),
    Place("a learner who is not there", (), lambda walk: walk.learner(99_999), 404),
    Place("a form without its token", (), without_a_token, 403),
    Place("a used launch link", ("start",), lambda walk: walk.open("/start?token=used"), 403),
    Place("a browser that was not let in", (), refused, 403, alone=True),
)
