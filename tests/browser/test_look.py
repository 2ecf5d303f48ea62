"""The look in a browser, on a page with every component: accessible, narrow, strict, and honest about saving."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from jinja2 import FileSystemLoader

from tests.browser.chromium import chromium, scrolls_sideways, violations
from tests.web.markup import HOUSE, environment

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
SAVED = """{% from "components/slots.html" import messages_slot, state_slot, base_slot, status_message -%}
{{ messages_slot("ULN", oob=true) }}{{ state_slot("ULN", "saved", oob=true) }}{{ base_slot("ULN", "new", oob=true) }}
{{ messages_slot("GivenNames", [{"text": "Given names are needed.", "kind": "error"}], oob=true) }}
{{ status_message("Saved. 1 problem left.") }}"""
CONFLICT = """{% from "components/button.html" import button, button_group -%}
{% from "components/conflict.html" import conflict -%}
{% from "components/slots.html" import state_slot, status_message -%}
<div id="Postcode-messages" class="openlet-field__messages" hx-swap-oob="true">
{% call conflict("Postcode", "B2 2AA", "B3 3AA", "Jo Officer") %}{% call button_group() %}
{{ button("Keep mine", type="button", kind="secondary", attributes={"hx-post": "/save", "hx-swap": "none"}) }}
{{ button("Take theirs", type="button", kind="secondary",
  attributes={"hx-post": "/save", "hx-swap": "none", "data-take": "Postcode", "data-value": "B3 3AA"}) }}
{% endcall %}{% endcall %}
</div>
{{ state_slot("Postcode", "conflict", oob=true) }}
{{ status_message("Postcode was changed by someone else.", "conflict") }}"""

PAGES = environment()
PAGES.loader = FileSystemLoader([HOUSE / "templates", Path(__file__).parent])
NAVIGATION = [
    {"text": text, "href": f"/{text}"} for text in ("Home", "Learners", "Cohorts", "History", "Import", "Export")
]


class Answers(BaseHTTPRequestHandler):
    """The specimen, the files that it names, and an answer to every save."""

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    def answer(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/":
            page = PAGES.get_template("specimen.html").render(navigation=NAVIGATION, csrf_token="t", provider="Example")
            return self.answer(200, "text/html; charset=utf-8", page.encode())
        if path == "/3":
            return self.answer(200, "text/html; charset=utf-8", b"<title>Employment status</title>")
        file = HOUSE / path.lstrip("/")
        if not file.is_file():
            return self.answer(404, "text/plain", b"")
        return self.answer(200, KINDS[file.suffix], file.read_bytes())

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        status, answer = (409, CONFLICT) if "Postcode=B2" in sent else (200, SAVED)
        self.answer(status, "text/html; charset=utf-8", PAGES.from_string(answer).render().encode())


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of: errors in scripts, breaches of the policy, files that are not there."""
    return []


@pytest.fixture
def specimen(address: str, complaints: list[str]) -> Iterator[Any]:
    context = chromium().new_context(viewport={"width": 1280, "height": 600})
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("response", lambda response: complaints.append(response.url) if response.status >= 400 else None)
    page.clock.install()
    page.goto(address)
    page.wait_for_selector("body.govuk-frontend-supported")
    page.wait_for_selector("#ULN[aria-invalid]")
    yield page
    context.close()


def test_the_page_works_under_the_strict_policy_with_every_file_there(specimen: Any, complaints: list[str]) -> None:
    assert complaints == []
    assert specimen.evaluate("htmx.version").startswith("2.0.")


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(specimen: Any, width: int) -> None:
    specimen.set_viewport_size({"width": width, "height": 900})
    assert violations(specimen) == []


@pytest.mark.parametrize("height", [640, 256])  # 320 by 256: a window of 1280 by 1024 at 400 %
def test_nothing_scrolls_sideways_in_a_window_of_320_pixels(specimen: Any, height: int) -> None:
    specimen.set_viewport_size({"width": 320, "height": height})
    assert not scrolls_sideways(specimen)


HIDDEN = """() => {
  const box = document.activeElement.getBoundingClientRect()
  const bar = document.getElementById('status-bar').getBoundingClientRect()
  const inBar = document.activeElement.closest('#status-bar') !== null
  const underBar = !inBar && bar.top <= 0 && box.top < bar.bottom && box.bottom <= bar.bottom
  return underBar || box.bottom <= 0 || box.top >= innerHeight
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 600), (320, 640), (320, 256)])
def test_what_has_the_focus_is_never_hidden(specimen: Any, width: int, height: int) -> None:
    specimen.set_viewport_size({"width": width, "height": height})
    specimen.evaluate("document.querySelector('.govuk-summary-list a').focus()")
    hidden, seen = [], set()
    for _ in range(60):
        specimen.keyboard.press("Shift+Tab")
        what = specimen.evaluate("document.activeElement.outerHTML.slice(0, 100)")
        seen.add(what)
        if specimen.evaluate(HIDDEN):
            hidden.append(what)
    assert len(seen) > 30
    assert hidden == []


def test_a_save_swaps_the_slots_and_leaves_the_control_its_focus(specimen: Any, complaints: list[str]) -> None:
    specimen.focus("#ULN")
    specimen.keyboard.press("End")
    specimen.keyboard.type("2")
    specimen.clock.run_for(900)
    specimen.wait_for_selector("#status-message >> text=Saved. 1 problem left.")
    assert specimen.evaluate("document.activeElement.id") == "ULN"
    assert specimen.input_value("#ULN") == "99000000112"
    assert specimen.input_value("#ULN-base") == "new"
    assert specimen.get_attribute("#ULN", "aria-invalid") is None
    assert specimen.get_attribute("#GivenNames", "aria-invalid") == "true"
    assert complaints == []


def test_the_border_turns_red_by_what_the_slot_says(specimen: Any) -> None:
    colours = {
        name: specimen.evaluate(f"getComputedStyle(document.getElementById('{name}')).borderTopColor")
        for name in ("ULN", "GivenNames")
    }
    assert colours["ULN"] != colours["GivenNames"]


def test_a_save_without_an_answer_says_so_and_is_sent_again(specimen: Any) -> None:
    specimen.route("**/save", lambda route: route.abort())
    specimen.fill("#ULN", "9900000038")
    specimen.clock.run_for(900)
    specimen.wait_for_selector("#ULN-state >> text=Not saved")
    assert "What you typed is still on this page" in specimen.inner_text("#status-message")
    assert specimen.input_value("#ULN") == "9900000038"
    specimen.unroute("**/save")
    specimen.clock.run_for(5100)
    specimen.wait_for_selector("#status-message >> text=Saved. 1 problem left.")


def test_a_failure_of_the_server_is_told_and_never_shown_as_saved(specimen: Any) -> None:
    specimen.route("**/save", lambda route: route.fulfill(status=500, body="trouble"))
    specimen.fill("#ULN", "9900000038")
    specimen.clock.run_for(900)
    specimen.wait_for_selector("#ULN-state >> text=Not saved")
    assert "OpenLET could not do it" in specimen.inner_text("#status-message")


def test_leaving_a_field_does_not_save_the_same_text_again(specimen: Any) -> None:
    requests: list[str] = []
    specimen.on("request", lambda request: requests.append(request.post_data) if request.method == "POST" else None)
    specimen.focus("#FamilyName")
    specimen.keyboard.type("A")
    specimen.clock.run_for(900)
    specimen.wait_for_selector("#status-message >> text=Saved. 1 problem left.")
    specimen.keyboard.press("Tab")
    specimen.focus("#Price")
    specimen.keyboard.press("Tab")
    specimen.fill("#FamilyName", "Other")
    specimen.focus("#Price")
    specimen.wait_for_load_state("networkidle")
    assert [request.partition("FamilyName=")[2] for request in requests] == ["AExample", "Other"]


def test_a_click_is_not_lost_when_the_save_that_it_sets_off_swaps_the_button(specimen: Any) -> None:
    """The answer comes while the mouse is still down, and brings new buttons."""
    swapping = '<div id="worth" hx-swap-oob="true"><button type="button" id="claim">Claim</button></div>'
    specimen.route("**/save", lambda route: route.fulfill(status=200, content_type="text/html", body=swapping))
    specimen.evaluate(
        """html => {
          const side = document.querySelector('.openlet-record__side')
          side.insertAdjacentHTML('afterbegin', html.replace(' hx-swap-oob="true"', ''))
          document.addEventListener('click', (event) => { if (event.target.id === 'claim') document.title = 'Clicked' })
        }""",
        swapping,
    )
    specimen.focus("#FamilyName")
    specimen.keyboard.type("A")
    with specimen.expect_response("**/save"):
        specimen.click("#claim", delay=300)
    assert specimen.title() == "Clicked"


@pytest.mark.parametrize("status", [200, 500])
def test_a_link_is_followed_when_the_text_is_stored_and_only_then(specimen: Any, status: int) -> None:
    asked: list[str] = []
    specimen.on("dialog", lambda dialog: asked.append(dialog.type))
    specimen.route("**/save", lambda route: route.fulfill(status=status, content_type="text/html", body=""))
    here = specimen.url
    specimen.focus("#FamilyName")
    specimen.keyboard.type("A")
    if status == 200:
        with specimen.expect_navigation():
            specimen.click("text=Employment status", no_wait_after=True)
        assert specimen.url.endswith("/3")
    else:
        specimen.click("text=Employment status", no_wait_after=True)
        specimen.wait_for_selector("#FamilyName-state >> text=Not saved")
        assert specimen.url == here
    assert asked == []


@pytest.mark.parametrize(("choice", "stays"), [("Keep mine", "B2 2AA"), ("Take theirs", "B3 3AA")])
def test_a_conflict_shows_both_values_and_the_choice_settles_it(specimen: Any, choice: str, stays: str) -> None:
    asked: list[str] = []
    specimen.on("dialog", lambda dialog: asked.append(dialog.type))
    specimen.fill("#Postcode", "B2 2AA")
    specimen.clock.run_for(900)
    specimen.wait_for_selector("#Postcode-state >> text=Changed by someone else")
    assert {"B2 2AA", "B3 3AA"} <= set(specimen.locator("#Postcode-messages dd").all_inner_texts())
    assert violations(specimen) == []
    specimen.click(f"#Postcode-messages >> text={choice}")
    specimen.wait_for_selector("#status-message >> text=Saved. 1 problem left.")
    assert specimen.input_value("#Postcode") == stays
    specimen.reload()
    assert asked == []


@pytest.mark.parametrize("pasted", ["9900000038\r\n", "9900000038\t"])
def test_a_cell_pasted_from_a_spreadsheet_leaves_its_line_end_behind(specimen: Any, pasted: str) -> None:
    specimen.fill("#ULN", "")
    specimen.evaluate(
        """text => {
          const data = new DataTransfer()
          data.setData('text/plain', text)
          const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          document.getElementById('ULN').dispatchEvent(event)
        }""",
        pasted,
    )
    assert specimen.input_value("#ULN") == "9900000038"


@pytest.mark.parametrize("stored", [True, False])
def test_nobody_leaves_with_text_that_is_not_stored(specimen: Any, stored: bool) -> None:
    asked: list[str] = []

    def agree(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    specimen.on("dialog", agree)
    specimen.focus("#ULN")
    specimen.keyboard.type("2")
    if stored:
        specimen.clock.run_for(900)
        specimen.wait_for_selector("#status-message >> text=Saved. 1 problem left.")
    specimen.reload()
    assert asked == ([] if stored else ["beforeunload"])


def test_a_link_to_a_folded_field_unfolds_it(specimen: Any) -> None:
    assert not specimen.is_visible("#Accom")
    specimen.click("text=Accommodation is folded away")
    assert specimen.is_visible("#Accom")
    assert specimen.evaluate("document.activeElement.id") == "Accom"


def test_the_side_stands_beside_the_form_only_where_there_is_room(specimen: Any) -> None:
    sides = []
    for width in (1280, 320):
        specimen.set_viewport_size({"width": width, "height": 900})
        form, side = (specimen.locator(f".openlet-record__{part}").bounding_box() for part in ("form", "side"))
        sides.append(side["x"] >= form["x"] + form["width"])
    assert sides == [True, False]
