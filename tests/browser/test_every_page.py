"""Every page of the program in every state: accessible, narrow, zoomed, nothing lost, no fault, every file there."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import (
    places_around,
    places_of_cohorts,
    places_of_comparing,
    places_of_files,
    places_of_learners,
    places_of_money,
    places_of_reports,
    places_of_sheets,
    places_of_the_calendar,
    places_of_the_rule_pack,
    places_of_work,
)
from tests.browser.conftest import DESKTOP, OpenContext
from tests.browser.inspecting import assets_of, faults_of
from tests.browser.walk import Kept, Place, Walk, prepared
from tests.browser.watching import Watch
from tests.running import python
from tests.web.served.asking import Visitor

PLACES = (
    *places_of_learners.PLACES,
    *places_of_cohorts.PLACES,
    *places_of_comparing.PLACES,
    *places_of_files.PLACES,
    *places_of_money.PLACES,
    *places_of_reports.PLACES,
    *places_of_sheets.PLACES,
    *places_of_the_calendar.PLACES,
    *places_of_the_rule_pack.PLACES,
    *places_of_work.PLACES,
    *places_around.PLACES,
)
NARROW_TOO = {  # axe, which takes longest, looks at these in the narrow window too; everything else is looked at in all
    "home", "the list of learners", "a learner with many faults and long names", "an action shown before it is done",
    "the table as it is read", "changing many, shown before it is done", "a changed learner to be imported", "money",
}  # fmt: skip
AT_REST = "() => !document.querySelector('[hx-trigger^=every]')"  # nothing is under way that the page waits for
ELSEWHERE = {
    "welcome": "test_empty_store.py",
    "working_noticed": "test_cut_off.py",
    "health": "it is no page: one line of text for programs",
}
ADDRESSES = """
import json, sys
from pathlib import Path
from openlet.web.serving import open_store
open_store(Path(sys.argv[1]))
from django.urls import get_resolver
print(json.dumps({one.name: one.pattern.regex.pattern for one in get_resolver().url_patterns}))
"""


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of all pages: name and pattern."""
    place = tmp_path_factory.mktemp("addresses")
    found: dict[str, str] = json.loads(python(ADDRESSES, place, str(place / "data")))
    return found


@pytest.fixture(scope="module")
def kept(visitor: Visitor) -> Kept:
    return prepared(visitor)


@pytest.fixture(scope="module")
def assets() -> dict[str, int]:
    """The linked files that have been looked at, with what was answered."""
    return {}


def test_every_address_of_the_program_has_its_place_in_the_walk(addresses: dict[str, str]) -> None:
    visited = {name for place in PLACES for name in place.names}
    assert {name: "no place" for name in addresses if name not in visited | ELSEWHERE.keys()} == {}
    assert visited <= addresses.keys()
    assert len({place.title for place in PLACES}) == len(PLACES)
    assert {place.title for place in PLACES} >= NARROW_TOO


@pytest.fixture(scope="module")
def shared(chromium_of: OpenContext) -> Iterator[tuple[Page, Watch]]:
    """One browser for the whole walk."""
    page, watch = chromium_of()
    yield page, watch
    page.context.close()


@pytest.mark.parametrize("place", PLACES, ids=[place.title for place in PLACES])
def test_a_page_is_accessible_narrow_and_whole(
    place: Place,
    shared: tuple[Page, Watch],
    chromium_of: OpenContext,
    visitor: Visitor,
    kept: Kept,
    addresses: dict[str, str],
    assets: dict[str, int],
) -> None:
    page, watch = chromium_of() if place.alone else shared
    page.goto("about:blank")  # whatever the place before has left
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    watch.begin()
    walk = Walk(page, watch, visitor, kept)
    if place.status is None:
        place.go(walk)
        page.wait_for_load_state()
    else:
        with watch.provoked(place.status):
            place.go(walk)
            page.wait_for_load_state()
    if not place.alone:
        page.wait_for_function(AT_REST)
    assert faults_of(page, narrow_too=place.title in NARROW_TOO) == []
    asked = [request.partition(" ")[2].lstrip("/") for request in watch.requests]
    assert [name for name in place.names if not any(re.match(addresses[name], one) for one in asked)] == []
    for address in assets_of(page):
        if address not in assets:
            assets[address] = visitor.get(address.partition(visitor.host)[2]).status
    assert {address: status for address, status in assets.items() if status != 200} == {}
    assert assets
    page.goto("about:blank")  # what happens on leaving belongs to this place
    assert watch.found == (["dialog: beforeunload "] if place.asks else [])
    if place.alone:
        page.context.close()
