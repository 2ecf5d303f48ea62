"""The program in the browser. Each module has a copy of the demonstration, each test a browser context of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import chromium
from tests.browser.watching import Watch
from tests.running import Running, copied
from tests.web.served.asking import Visitor

DESKTOP = (1280, 900)
expect.set_options(timeout=30_000)  # milliseconds until what is expected counts as missing: a safeguard, not a measure


@pytest.fixture(scope="module")
def served(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program serving a copy of the demonstration."""
    place = tmp_path_factory.mktemp("served")
    running = Running(copied(demo, place / "data"), place / "beside")
    yield running
    running.stop()
    assert "Traceback" not in running.output()


@pytest.fixture(scope="module")
def visitor(served: Running) -> Visitor:
    """A browser without a screen that was let in: prepares what a test needs."""
    return Visitor(served.address).let_in(served.link)


OpenContext = Callable[..., tuple[Page, Watch]]


@pytest.fixture(scope="module")
def chromium_of(served: Running, visitor: Visitor) -> OpenContext:
    """Opens a browser that was let in; who opens it closes it, and looks at what it watched."""

    def opened(width: int = DESKTOP[0], height: int = DESKTOP[1]) -> tuple[Page, Watch]:
        context = chromium().new_context(base_url=served.address, viewport={"width": width, "height": height})
        cookie = visitor.cookies["openlet_session"]
        context.add_cookies([{"name": "openlet_session", "value": cookie, "url": served.address}])
        watch = Watch(context, visitor.host)
        return context.new_page(), watch

    return opened


@pytest.fixture
def open_browser(chromium_of: OpenContext) -> Iterator[OpenContext]:
    """Opens the browser of one more person; at the end nobody's pages may have done anything wrong."""
    opened: list[tuple[Page, Watch]] = []

    def another(*size: int) -> tuple[Page, Watch]:
        opened.append(chromium_of(*size))
        return opened[-1]

    yield another
    for page, _ in opened:
        page.context.close()
    assert [watch.found for _, watch in opened] == [[] for _ in opened]


@pytest.fixture
def browser(open_browser: OpenContext) -> tuple[Page, Watch]:
    """The browser of one person."""
    return open_browser()


@pytest.fixture
def page(browser: tuple[Page, Watch]) -> Page:
    """The page of that person."""
    return browser[0]


@pytest.fixture
def watch(browser: tuple[Page, Watch]) -> Watch:
    """What that page must not do."""
    return browser[1]
