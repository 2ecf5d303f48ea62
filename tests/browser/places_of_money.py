"""Money: what is payable and why not, recording what was paid, taking it back."""

import re

from playwright.sync_api import expect

from tests.browser.walk import Place, Walk


def narrowed(walk: Walk) -> None:
    walk.open("money/")
    walk.page.get_by_role("combobox", name="State").select_option("at_risk")
    walk.press("Show")
    expect(walk.page.get_by_text("found").first).to_be_visible()


def worked_out(walk: Walk) -> None:
    walk.open("money/record")
    walk.press("Work out what would be recorded")
    expect(walk.page.get_by_role("checkbox", name="WMCA has paid these amounts")).to_be_visible()


def unsure(walk: Walk) -> None:
    worked_out(walk)
    walk.page.get_by_role("button", name=re.compile("^Record £")).click()


def recorded(walk: Walk) -> None:
    worked_out(walk)
    walk.page.get_by_role("checkbox", name="WMCA has paid these amounts").check()
    walk.page.get_by_role("button", name=re.compile("^Record £")).click()
    expect(walk.page.get_by_text("It was recorded.")).to_be_visible()


def about_to_take_back(walk: Walk) -> None:
    recorded(walk)
    walk.press("Take back the last recording")
    expect(walk.page.get_by_role("button", name="Take it back")).to_be_visible()


def taken_back(walk: Walk) -> None:
    about_to_take_back(walk)
    walk.press("Take it back")
    expect(walk.page.get_by_text("The last recording was taken back.")).to_be_visible()


PLACES = (
    Place("money", ("money",), lambda walk: walk.open("money/")),
    Place("money, narrowed", ("money",), narrowed),
    Place("recording what was paid", ("money_record",), lambda walk: walk.open("money/record")),
    Place("what would be recorded", ("money_record",), worked_out),
    Place("recording, not sure", ("money_record",), unsure, 422),
    Place("a recording taken back", ("money_record", "money_take_back"), taken_back),
    Place("about to take a recording back", ("money_take_back",), about_to_take_back),
)
