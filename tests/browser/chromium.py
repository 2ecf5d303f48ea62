"""The one browser that all browser tests share: Debian's Chromium, or the one that is named in OPENLET_CHROMIUM."""

import atexit
import os
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "axe.min.js"
# WCAG 2.2 at levels A and AA, with all that they take over from 2.0 and 2.1, and axe's advice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Only what is found comes back: all that axe has looked at would be megabytes.
FIND = """async (rules) => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
  return violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 120)).join(' | '))
}"""


@cache
def chromium() -> Any:
    """The running browser; the tests that ask for it are skipped where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="NOT CHECKED in a browser: playwright is not installed")
    path = os.environ.get("OPENLET_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("NOT CHECKED in a browser: Chromium is not installed (Debian: apt-get install chromium)")
    driver = api.sync_playwright().start()
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    browser = driver.chromium.launch(executable_path=path, args=arguments)
    atexit.register(driver.stop)
    atexit.register(browser.close)
    return browser


def violations(page: Any) -> list[str]:
    """What axe finds on the page: rule, and the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(FIND, RULES)
    return found


def scrolls_sideways(page: Any) -> bool:
    """Whether the page is wider than the window (WCAG 1.4.10)."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
