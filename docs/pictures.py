"""Write the pictures of the entry tool that the documentation shows.

    python3 dev.py pictures

Needs Debian's chromium. The provider and everybody on the pictures is invented.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from openlet.reports.kinds import KINDS

DOCS = Path(__file__).resolve().parent
PICTURES = DOCS / "pictures"
SIZE = {"width": 1280, "height": 860}
SETTLED = 500  # milliseconds until the page has scrolled to the field
BROWSER_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SHOWN = {
    "home": "/2324/",
    "learners": "/2324/learners/",
    "money": "/2324/money",
    "export": "/2425/export",
    "work-list": "/2324/work/#figures",
}
WORKED_OUT = 60_000  # milliseconds until all reports have been worked out


def main() -> None:
    """Serve the demonstration, take the pictures, stop."""
    browser = shutil.which("chromium")
    if browser is None:
        sys.exit("Chromium is not installed. Install it first: apt-get install -y chromium")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        command = [
            sys.executable,
            "-m",
            "openlet.cli",
            "demo",
            "--data",
            f"{place}/demo",
            "--port",
            "0",
            "--no-browser",
        ]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
            try:
                _take(browser, _link(program))
            finally:
                program.terminate()


def _link(program: "subprocess.Popen[str]") -> str:
    assert program.stderr is not None
    for line in program.stderr:
        found = re.search(r"http://\S+", line)
        if found:
            return found[0]
    sys.exit("The entry tool did not start.")


def _take(browser: str, link: str) -> None:
    address = link.partition("/start")[0]
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser, args=BROWSER_OPTIONS)
        page = chromium.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.goto(link)
        for name, path in SHOWN.items():
            page.goto(address + path)
            page.screenshot(path=PICTURES / f"{name}.png")
        _reports(page, address)
        _learner(page, address)
        chromium.close()


def _reports(page: Page, address: str) -> None:
    """Every report that there is, and the provider statement."""
    page.goto(f"{address}/2324/reports/")
    page.click("text=Work out the reports")
    page.wait_for_selector("text=from what would be exported", timeout=WORKED_OUT)
    for name in (*KINDS, "statement"):
        page.goto(f"{address}/2324/reports/{name}" + ("/" if name in KINDS else ""))
        page.screenshot(path=PICTURES / f"report-{name}.png")


def _learner(page: Page, address: str) -> None:
    """A learner with something to mend, at the tab of the bootcamp, and the preview of an action."""
    page.goto(f"{address}/2324/learners/?q=L0010")
    page.click("table a:has-text('L0010')")
    page.click("text=Aim 1")
    page.click("#to-mend a >> nth=0")
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=PICTURES / "learner.png")
    page.goto(f"{address}/2324/learners/?q=L0001")
    page.click("table a:has-text('L0001')")
    page.click("text=Record completion, a claim")
    page.click("main >> text=Claim milestone 2")
    page.fill("#offered", "1 October 2024")
    page.click("text=See what will be done")
    page.wait_for_load_state()
    page.screenshot(path=PICTURES / "action.png")


if __name__ == "__main__":
    main()
