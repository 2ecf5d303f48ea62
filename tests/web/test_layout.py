"""The frame of every page: what the strict content security policy and every reader need."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import StrictUndefined

from tests.web.markup import HOUSE, environment, reading

TEMPLATES = sorted((HOUSE / "templates").rglob("*.html"))
NAVIGATION = [{"text": "Home", "href": "/"}, {"text": "Learners", "href": "/learners", "current": True}]

OPENED_WITHOUT_US = {"person_file.html"}  # a file to be handed over: no policy, and nothing beside it


def page(**context: Any) -> str:
    return (
        environment().get_template("layout.html").render(**({"navigation": NAVIGATION, "version": "0.1.0"} | context))
    )


def elements(html: str, tag: str) -> list[dict[str, str]]:
    return [dict(part[1:]) for part in reading(html) if part[0] == tag]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_script_or_style_that_the_policy_would_stop(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert path.name in OPENED_WITHOUT_US or "<style" not in text
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|hx-on", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


def test_every_asset_that_the_frame_names_is_shipped() -> None:
    html = page()
    named = [link["href"] for link in elements(html, "link")] + [script["src"] for script in elements(html, "script")]
    assert len(named) >= 6
    assert [path for path in named if not (HOUSE / path.lstrip("/")).is_file()] == []


def test_scripts_wait_for_the_page() -> None:
    assert all("defer" in script or script.get("type") == "module" for script in elements(page(), "script"))


def test_htmx_swaps_conflicts_and_refusals_but_no_failures_and_evaluates_nothing() -> None:
    [config] = [json.loads(meta["content"]) for meta in elements(page(), "meta") if meta.get("name") == "htmx-config"]
    swapped = {
        status: next(rule["swap"] for rule in config["responseHandling"] if re.search(rule["code"], status))
        for status in ("200", "204", "302", "400", "403", "409", "422", "500")
    }
    assert {status for status, swap in swapped.items() if swap} == {"200", "302", "409", "422"}
    assert config["allowEval"] is config["includeIndicatorStyles"] is config["allowScriptTags"] is False
    assert config["attributesToSettle"] == ["class"]


def test_htmx_keeps_no_copy_of_a_learners_page_in_the_browser() -> None:
    [config] = [json.loads(meta["content"]) for meta in elements(page(), "meta") if meta.get("name") == "htmx-config"]
    assert config["historyCacheSize"] == 0


def test_the_page_says_what_it_is_and_what_it_is_not() -> None:
    html = page()
    assert elements(html, "html")[0]["lang"] == "en-GB"
    assert "OpenLET is not a government service" in html
    assert "OFFICIAL-SENSITIVE" in html
    assert "Version 0.1.0" in html
    assert elements(html, "main")[0]["id"] == elements(html, "a")[0]["href"].lstrip("#")


def test_one_part_of_the_navigation_is_the_current_one() -> None:
    current = [link for link in elements(page(), "a") if link.get("aria-current") == "page"]
    assert [link["href"] for link in current] == ["/learners"]


def test_the_status_is_read_out_without_taking_the_focus() -> None:
    [status] = [p for p in elements(page(status="Saved"), "p") if p.get("id") == "status-message"]
    assert status["role"] == "status"


def test_the_token_against_forged_requests_goes_with_every_htmx_request() -> None:
    [body] = elements(page(csrf_token='a"b'), "body")
    assert "X-CSRFToken" in body["hx-headers"]
    assert "hx-headers" not in elements(page(), "body")[0]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_compiles_and_imports_only_what_there_is(path: Path) -> None:
    name = path.relative_to(HOUSE / "templates").as_posix()
    environment(undefined=StrictUndefined).get_template(name)
    for wanted in re.findall(r'{%-? (?:from|extends|include|import) "([^"]+)"', path.read_text(encoding="utf-8")):
        assert (HOUSE / "templates" / wanted).is_file()
