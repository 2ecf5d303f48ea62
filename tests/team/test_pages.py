"""Every page around the records, in every state: accessible, narrow, zoomed, nothing lost, no fault."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import get_resolver
from playwright.sync_api import BrowserContext, Page, expect

from openlet.invented.example import UKPRN as NORTH
from openlet.web.urls import urlpatterns as of_records
from tests.browser.chromium import chromium
from tests.browser.conftest import DESKTOP
from tests.browser.inspecting import faults_of
from tests.browser.watching import Watch
from tests.team.people import PASSWORD
from tests.team.places import ELSEWHERE, PLACES, Place
from tests.team.running import RunningTeam

NARROW_TOO = {
    "sign in", "one account", "the log of a provider", "a reader's record", "a new account without a name",
    "returns being checked", "the returns of one provider",
    "the sign-off list", "a settlement that is worked out", "a provider's statement",
}  # fmt: skip


@pytest.fixture(scope="module")
def running(server: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTeam]:
    made = RunningTeam(tmp_path_factory.mktemp("running"), with_work=True)
    yield made
    made.stop()
    assert "Traceback" not in made.output()


class Browsers:
    """A browser for each person, signed in once."""

    def __init__(self, running: RunningTeam) -> None:
        self.running = running
        self.open: dict[str, tuple[Page, Watch]] = {}

    def of(self, person: str) -> tuple[Page, Watch]:
        if person not in self.open:
            size = {"width": DESKTOP[0], "height": DESKTOP[1]}
            context: BrowserContext = chromium().new_context(base_url=self.running.address, viewport=size)
            watch = Watch(context, self.running.address.partition("//")[2])
            page = context.new_page()
            if person:
                sign_in(page, person)
            self.open[person] = page, watch
        return self.open[person]


def sign_in(page: Page, person: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Account name").fill(person)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/(places|authority|[0-9]+/)"))


@pytest.fixture(scope="module")
def browsers(running: RunningTeam) -> Iterator[Browsers]:
    made = Browsers(running)
    yield made
    for page, _ in made.open.values():
        page.context.close()


def test_every_address_around_the_records_has_its_place() -> None:
    around = {one.name for one in get_resolver().url_patterns} - {one.name for one in of_records}
    visited = {name for place in PLACES for name in place.names}
    assert around - visited - ELSEWHERE.keys() == set()
    assert len({place.title for place in PLACES}) == len(PLACES)


@pytest.mark.parametrize("place", PLACES, ids=[place.title for place in PLACES])
def test_a_page_is_accessible_narrow_and_whole(place: Place, browsers: Browsers) -> None:
    page, watch = browsers.of(place.person)
    page.goto("about:blank")
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    watch.begin()
    if place.status is None:
        place.go(page)
        page.wait_for_load_state()
    else:
        with watch.provoked(place.status):
            place.go(page)
            page.wait_for_load_state()
    assert faults_of(page, narrow_too=place.title in NARROW_TOO) == []
    found = {one.name: one.pattern.regex.pattern for one in get_resolver().url_patterns}
    asked = [re.sub(r"^/(1[0-9]{7}/)?", "", request.partition(" ")[2]) for request in watch.requests]
    assert [name for name in place.names if not any(re.match(found[name], one) for one in asked)] == []
    assert watch.found == []


def test_two_people_at_one_provider_and_one_at_another(browsers: Browsers) -> None:
    """One enters, the other sees it; one's long work is done in the background; the third sees nothing of it."""
    editor, _ = browsers.of("editor")
    editor.goto(f"/{NORTH}/2425/learners/new")
    editor.get_by_role("button", name="Add learner").click()
    name = editor.get_by_role("textbox", name="Family name")
    name.fill("Quillfeather")
    name.press("Tab")
    expect(editor.locator("#status-message [data-state=saved]")).to_be_visible()
    reader, _ = browsers.of("reader")
    reader.goto(f"/{NORTH}/2425/learners/?q=Quillfeather")
    reader.locator("#found tbody").get_by_role("link").first.click()
    expect(reader.get_by_role("textbox", name="Family name")).to_have_value("Quillfeather")
    expect(reader.get_by_role("textbox", name="Family name")).not_to_be_editable()
    expect(reader.locator("#status-message")).to_contain_text("does not include changing")
    path = reader.url.partition(str(NORTH))[2]
    editor.goto(f"/{NORTH}{path}history")
    expect(editor.get_by_text("editor", exact=False).first).to_be_visible()
    editor.goto(f"/{NORTH}/2425/export")
    editor.get_by_role("button", name="Export").click()
    expect(editor.get_by_role("button", name="Download the file")).to_be_visible()
    other, _ = browsers.of("southern")
    assert other.goto(f"/{NORTH}{path}").status == 404  # type: ignore[union-attr]
