"""A person at the tool: types, chooses, follows links, and counts what had to be typed."""

import re

from playwright.sync_api import Locator, Page, expect

IDLE = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"


def settled(page: Page) -> None:
    """Wait until what was sent has been answered and stands in the page."""
    page.wait_for_function(IDLE)


class Person:
    """``typed`` and ``chosen`` are the labels of the fields filled in, once for each time."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.typed: list[str] = []
        self.chosen: list[str] = []

    def box(self, label: str) -> Locator:
        """The box with that label."""
        return self.page.get_by_role("textbox", name=label, exact=True)

    def drop_down(self, label: str) -> Locator:
        """The drop-down with that label."""
        return self.page.get_by_role("combobox", name=label, exact=True)

    def types(self, label: str, text: str) -> None:
        """Type into a box that saves itself, and leave it."""
        box = self.box(label)
        box.click()
        self.type_here(box, label, text)

    def type_here(self, box: Locator, label: str, text: str) -> None:
        """Type over what stands in the box that has the focus, and leave it."""
        expect(box).to_be_focused()
        self.typed.append(label)
        with self.page.expect_response(re.compile("/save$")):
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text) if text else self.page.keyboard.press("Delete")
            self.page.keyboard.press("Tab")
        self._is_saved(box)

    def chooses(self, label: str, code: str) -> None:
        """Choose a code of a drop-down that saves itself."""
        box = self.drop_down(label)
        self.chosen.append(label)
        with self.page.expect_response(re.compile("/save$")):
            box.select_option(code)
        self._is_saved(box)

    def _is_saved(self, box: Locator) -> None:
        settled(self.page)
        expect(self.page.locator(f"#{box.get_attribute('id')}-state")).to_have_attribute("data-state", "saved")

    def adds(self, name: str) -> None:
        """Add a record to a list: the page opens anew with the keyboard in its first box."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_url("**/?at=*")
        expect(self.page.locator(":focus")).to_have_attribute("data-saves", "")

    def opens(self, tab: str | re.Pattern[str]) -> None:
        """Go to another tab of the learner."""
        self.page.get_by_label("Parts of the record").get_by_role("link", name=tab).click()

    def answers(self, label: str, text: str) -> None:
        """Fill in a box of an ordinary form."""
        self.typed.append(label)
        self.box(label).fill(text)

    def presses(self, button: str) -> None:
        """Press a button (or a link that looks like one)."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def lines_about(self, field: str) -> Locator:
        """The lines of the summary that lead to a field."""
        return self.page.locator(f'#to-mend a[href$="#f-{field}"]')

    def to_mend(self) -> list[str]:
        """What the summary says has to be mended."""
        return self.page.locator("#to-mend > ul > li").all_inner_texts()
