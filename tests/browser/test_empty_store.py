"""The first start: an empty store is begun, and every page says what is missing rather than nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from openlet.invented.example import CONTRACT
from tests.browser.inspecting import faults_of
from tests.browser.person import Person
from tests.browser.watching import Watch
from tests.running import Running
from tests.web.served.asking import Visitor

YEAR = "2324"
PAGES = ("", "learners/", "learners/new", "learners/deleted", "cohorts/", "cohort/new", "change-many", "money/",
         "history", "history/snapshots", "import", "export", "settings")  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program on a folder that is not there yet."""
    place = tmp_path_factory.mktemp("empty")
    running = Running(place / "data", place / "beside")
    yield running
    running.stop()
    assert "Traceback" not in running.output()


@pytest.fixture(scope="module")
def visitor(served: Running) -> Visitor:
    return Visitor(served.address).let_in(served.link)


def test_an_empty_store_is_begun_and_all_its_pages_work_without_contract_and_learners(
    page: Page, watch: Watch, visitor: Visitor
) -> None:
    person, faults = Person(page), {}
    page.goto("/")
    expect(page.get_by_role("heading", name="Welcome to OpenLET")).to_be_visible()
    faults["welcome"] = faults_of(page, narrow_too=False)
    with watch.provoked(422):
        person.box("UKPRN").fill("123")
        person.presses("Begin")
        page.get_by_role("link", name="Enter your UKPRN: eight figures").click()
    expect(person.box("UKPRN")).to_be_focused()
    faults["welcome with an error"] = faults_of(page, narrow_too=False)
    with watch.provoked(422):
        person.box("UKPRN").fill("10999991")
        page.get_by_label("Contract file (if you have it)").set_input_files(
            {"name": "contract.toml", "mimeType": "text/plain", "buffer": b"[contract]\nukprn = 1\n"}
        )
        person.presses("Begin")
        expect(page.get_by_role("alert")).to_be_visible()
    faults["welcome with a wrong contract"] = faults_of(page, narrow_too=False)
    page.get_by_role("radio", name="2023-24").check()
    person.box("Name of the provider").fill("Example Training Ltd")
    person.presses("Begin")
    expect(page.get_by_role("heading", name="Return of 2023-24")).to_be_visible()
    for path in PAGES:
        page.goto(f"/{YEAR}/{path}")
        faults[path] = faults_of(page, narrow_too=False)
    page.goto(f"/{YEAR}/learners/new")
    person.presses("Add learner")
    expect(page.get_by_text("No contract is kept: add it in Settings.")).to_be_visible()
    faults["a learner without a contract"] = faults_of(page, narrow_too=False)
    assert {where: found for where, found in faults.items() if found} == {}


def test_a_contract_is_added_and_learners_are_judged_with_it(page: Page, visitor: Visitor) -> None:
    page.goto(f"/{YEAR}/settings")
    page.get_by_label("Contract file", exact=True).set_input_files(
        {"name": "contract.toml", "mimeType": "text/plain", "buffer": CONTRACT.encode()}
    )
    Person(page).presses("Save contract")
    expect(page.get_by_role("alert")).to_contain_text("The contract was saved")
    expect(page.get_by_role("table", name="Bootcamps of the contract")).to_contain_text("Z0020001")


def test_the_program_starts_again_on_what_was_entered(served: Running, visitor: Visitor, tmp_path: Path) -> None:
    before = visitor.get(f"/{YEAR}/learners/").text.count("/learner/")
    served.stop()
    again = Running(served.folder, tmp_path / "beside")
    try:
        found = Visitor(again.address).let_in(again.link).get(f"/{YEAR}/learners/").text
    finally:
        again.stop()
    assert found.count("/learner/") == before > 0
