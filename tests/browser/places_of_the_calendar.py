"""The return calendar."""

from playwright.sync_api import expect

from tests.browser.walk import Place, Walk


def shown(walk: Walk) -> None:
    walk.open("settings")
    walk.follow("See and change the closing dates")
    expect(walk.page.get_by_role("heading", name="Return calendar of 2024-25")).to_be_visible()


def entered(walk: Walk, period: str, text: str) -> None:
    shown(walk)
    walk.person.box(f"Own closing date of {period}").fill(text)
    walk.press("Save dates")
    expect(walk.page.get_by_role("alert")).to_be_visible()


PLACES = (
    Place("the return calendar", ("calendar",), shown),
    Place("an own closing date saved", ("calendar",), lambda walk: entered(walk, "R14", "24 October 2025")),
    Place("a closing date that is no day", ("calendar",), lambda walk: entered(walk, "R13", "soon"), 422),
)
