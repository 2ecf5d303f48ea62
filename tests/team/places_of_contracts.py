"""The places of the walk among the authority's contracts, in a wave that no other test settles."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.person import Person

WEST, DAY = 10999994, "1 November 2026"
CONTRACT = f"""[wave]
name = "A wave to look at"
wave_from = 2026-04-01
wave_to = 2027-03-31
[contract]
id = "WEST-1"
ukprn = {WEST}
provider = "West College"
max_value = "90000.00"
[[contract.bootcamp]]
learn_aim_ref = "Z0029992"
title = "Example carpentry bootcamp"
price_per_learner = "1500.00"
learners = 60
"""


def upload(text: str) -> Callable[[Page], object]:
    def go(page: Page) -> None:
        page.goto("/contracts/import")
        files = [{"name": "west.toml", "mimeType": "application/toml", "buffer": text.encode()}]
        page.get_by_label("Contract files").set_input_files(files)  # type: ignore[arg-type]
        page.get_by_role("button", name="Look at what would change").click()

    return go


def add(page: Page) -> None:
    upload(CONTRACT)(page)
    Person(page).box("Counts from").fill(DAY)
    page.get_by_role("button", name="Add", exact=True).click()


def at_version(page: Page) -> None:
    page.goto("/contracts/")
    page.get_by_role("link", name="WEST-1").click()


def change(page: Page) -> None:
    at_version(page)
    page.get_by_role("button", name="Change it").click()


def price_typed_over(page: Page) -> None:
    change(page)
    Person(page).box("Price, £, row 1").fill("1,600")
    Person(page).box("Counts from").fill(DAY)
    page.get_by_role("button", name="Save as version", exact=False).click()
    page.get_by_role("link", name="Compare with version 1").click()


def wrong(page: Page) -> None:
    change(page)
    Person(page).box("Price, £, row 1").fill("plenty")
    page.get_by_role("button", name="Save as version", exact=False).click()
