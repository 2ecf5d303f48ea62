"""Our macros write what GOV.UK Frontend writes: each of its examples, through our macro, gives the same markup.

The examples are the package's own (upstream_examples.json, written by `python3 dev.py assets`).
"""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from tests.web.markup import macro, reading

EXAMPLES = json.loads((Path(__file__).parent / "upstream_examples.json").read_text(encoding="utf-8"))["components"]
Options = dict[str, Any]


def words(part: Options | None) -> str | Markup | None:
    """What upstream gives as text or as markup."""
    if not part:
        return None
    return Markup(part["html"]) if "html" in part else str(part["text"])


def field(given: Options) -> Options:
    return {"id": given.get("id"), "hint": words(given.get("hint")), "error": words(given.get("errorMessage"))}


def choices(given: Options) -> Options:
    items = [{**item, "hint": words(item.get("hint"))} for item in given["items"]]
    ticked = [item["value"] for item in items if item.get("checked")]
    made = field(given) | {"id": given.get("idPrefix"), "items": items, "legend": words(given["fieldset"]["legend"])}
    return made | ({"value": ticked[0]} if ticked else {})


def modifier(given: Options, component: str) -> str:
    return str(given.get("classes", "")).removeprefix(f"govuk-{component}--")


def cell(given: Options) -> Options:
    return {"text": given["text"], "numeric": given.get("format") == "numeric"}


def action(given: Options) -> Options:
    return {"text": given["text"], "href": given["href"], "hidden": given["visuallyHiddenText"]}


def select(given: Options) -> str:
    chosen = [item["value"] for item in given["items"] if item.get("selected")] + [given.get("value")]
    label = words(given["label"])
    return str(macro("select", "select")(given["name"], label, given["items"], chosen[0], **field(given)))


def table(given: Options) -> str:
    return str(
        macro("table", "table")(
            head=[cell(item) for item in given.get("head", [])],
            rows=[[cell(item) for item in row] for row in given["rows"]],
            caption=given.get("caption"),
            caption_classes=given.get("captionClasses"),
            first_is_header=given.get("firstCellIsHeader", False),
            compact=False,
        )
    )


def pagination(given: Options) -> str:
    ends = {side: given[side]["href"] for side in ("previous", "next") if side in given}
    return str(macro("pagination", "pagination")(given.get("items", []), **ends))


def text_input(given: Options) -> str:
    size = {"width": modifier(given, "input").removeprefix("width-"), "prefix": words(given.get("prefix"))}
    return str(macro("text_input", "text_input")(given["name"], words(given["label"]), **size, **field(given)))


def file_upload(given: Options) -> str:
    return str(macro("file_upload", "file_upload")(given["name"], words(given["label"]), **field(given)))


def summary_list(given: Options) -> str:
    rows = [
        {
            "key": words(row["key"]),
            "value": words(row["value"]),
            "actions": [action(one) for one in row["actions"]["items"]],
        }
        for row in given["rows"]
    ]
    return str(macro("summary_list", "summary_list")(rows))


OURS: dict[str, Callable[[Options], Any]] = {
    "back-link": lambda given: macro("back_link", "back_link")(given.get("href", "#"), given.get("text")),
    "breadcrumbs": lambda given: macro("breadcrumbs", "breadcrumbs")(given["items"]),
    "button": lambda given: macro("button", "button")(
        given["text"],
        href=given.get("href"),
        kind=modifier(given, "button"),
        name=given.get("name"),
        disabled=given.get("disabled"),
    ),
    "checkboxes": lambda given: macro("checkboxes", "checkboxes")(given["name"], **choices(given)),
    "details": lambda given: macro("details", "details")(
        given["summaryText"], given["text"], open=given.get("open"), id=given.get("id")
    ),
    "error-message": lambda given: macro("error_message", "error_message")(given["text"]),
    "error-summary": lambda given: macro("error_summary", "error_summary")(
        given["errorList"], given["titleText"], given.get("descriptionText")
    ),
    "fieldset": lambda given: macro("fieldset", "fieldset")(words(given["legend"]), legend_classes=""),
    "file-upload": file_upload,
    "hint": lambda given: macro("hint", "hint")(given["text"]),
    "input": text_input,
    "inset-text": lambda given: macro("inset_text", "inset_text")(given["text"]),
    "notification-banner": lambda given: macro("notification_banner", "notification_banner")(
        given["text"], success=given.get("type") == "success", id="govuk-notification-banner"
    ),
    "pagination": pagination,
    "panel": lambda given: macro("panel", "panel")(given["titleHtml"], Markup(given["html"])),
    "radios": lambda given: macro("radios", "radios")(given["name"], **choices(given)),
    "select": select,
    "skip-link": lambda given: macro("skip_link", "skip_link")(given["text"], given["href"]),
    "summary-list": summary_list,
    "table": table,
    "tag": lambda given: macro("tag", "tag")(given["text"], modifier(given, "tag")),
    "textarea": lambda given: macro("textarea", "textarea")(given["name"], words(given["label"]), **field(given)),
    "warning-text": lambda given: macro("warning_text", "warning_text")(given["text"]),
}


def examples() -> Iterator[Any]:
    for component, by_name in EXAMPLES.items():
        for name, example in by_name.items():
            yield pytest.param(component, example, id=f"{component}: {name}")


@pytest.mark.parametrize(("component", "example"), list(examples()))
def test_our_macro_writes_what_upstream_writes(component: str, example: Options) -> None:
    assert reading(str(OURS[component](example["options"]))) == reading(example["html"])


def test_every_component_with_examples_is_compared() -> None:
    assert OURS.keys() == EXAMPLES.keys()


HOSTILE = "\"'><script>alert(1)</script>&"


def hostile_calls() -> dict[str, str]:
    """Each macro, with a learner's text that wants to be markup in every place where text goes."""
    items = [{"value": HOSTILE, "text": HOSTILE, "href": HOSTILE, "hint": HOSTILE, "code": HOSTILE, "label": HOSTILE}]
    message = {"text": HOSTILE, "kind": "error", "rule": HOSTILE}
    saves = {"saves": True, "messages": [message], "base": HOSTILE, "badges": [HOSTILE], "hint": HOSTILE}
    attributes = {"attributes": {"hx-vals": HOSTILE}}
    calls = {
        "answers": macro("answers", "answers")(
            [{"question": HOSTILE, "answer": "no", "because": HOSTILE, "href": HOSTILE}]
        ),
        "back_link": macro("back_link", "back_link")(HOSTILE, HOSTILE, **attributes),
        "breadcrumbs": macro("breadcrumbs", "breadcrumbs")(items, HOSTILE),
        "button": macro("button", "button")(HOSTILE, name=HOSTILE, value=HOSTILE, id=HOSTILE, **attributes),
        "button as link": macro("button", "button")(HOSTILE, href=HOSTILE, **attributes),
        "checkbox": macro("checkboxes", "checkbox")(HOSTILE, HOSTILE, value=HOSTILE, **attributes),
        "checkboxes": macro("checkboxes", "checkboxes")(HOSTILE, HOSTILE, items, [HOSTILE], **saves, **attributes),
        "conflict": macro("conflict", "conflict")(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        "date": macro("date", "date")(HOSTILE, HOSTILE, HOSTILE, **saves, **attributes),
        "details": macro("details", "details")(HOSTILE, HOSTILE, id=HOSTILE, **attributes),
        "error_summary": macro("error_summary", "error_summary")(items, HOSTILE, HOSTILE, **attributes),
        "file_upload": macro("file_upload", "file_upload")(HOSTILE, HOSTILE, error=HOSTILE, **attributes),
        "milestone": macro("milestones", "milestone")(1, "lost", HOSTILE, [HOSTILE], [HOSTILE], HOSTILE, HOSTILE),
        "navigation": macro("service_navigation", "service_navigation")(items),
        "notice": macro("notification_banner", "notification_banner")(HOSTILE, HOSTILE),
        "paged": macro("pagination", "paged")(2, 9, f"?page={{page}}&q={HOSTILE}"),
        "panel": macro("panel", "panel")(HOSTILE, HOSTILE),
        "progress": macro("progress", "progress")(HOSTILE, 1, 2),
        "radios": macro("radios", "radios")(HOSTILE, HOSTILE, items, HOSTILE, **saves, **attributes),
        "select": macro("select", "select")(HOSTILE, HOSTILE, items, HOSTILE + "?", **saves, **attributes),
        "status": macro("slots", "status_message")(HOSTILE),
        "summary_list": macro("summary_list", "summary_list")(
            [{"key": HOSTILE, "value": HOSTILE, "actions": [{"text": HOSTILE, "href": HOSTILE, "hidden": HOSTILE}]}]
        ),
        "table": macro("table", "table")([{"text": HOSTILE, "href": HOSTILE}], [[HOSTILE, {"text": HOSTILE}]], HOSTILE),
        "tabs": macro("tabs", "tabs")(items, HOSTILE),
        "tag": macro("tag", "tag")(HOSTILE, **attributes),
        "text_input": macro("text_input", "text_input")(HOSTILE, HOSTILE, HOSTILE, **saves, **attributes),
        "textarea": macro("textarea", "textarea")(HOSTILE, HOSTILE, HOSTILE, **saves, **attributes),
        "warning_text": macro("warning_text", "warning_text")(HOSTILE),
    }
    return {name: str(html) for name, html in calls.items()}


@pytest.mark.parametrize(("name", "html"), hostile_calls().items())
def test_what_was_entered_is_text_and_never_markup(name: str, html: str) -> None:
    tags = {part[0] for part in reading(html)}
    assert "script" not in tags
    assert "alert(1)" in html
    assert not {key for part in reading(html) if part[0] != "words" for key, *_ in part[1:] if "<" in key or "'" in key}


def test_a_field_that_saves_has_its_slots_beside_the_control_and_never_in_it() -> None:
    html = str(
        macro("text_input", "text_input")(
            "ULN", "Unique learner number", "1234567890", saves=True, base="", badges=["Mandatory"], hint="Ten digits"
        )
    )
    for slot in ("ULN-messages", "ULN-state", "ULN-base", "ULN-field"):
        assert html.count(f'id="{slot}"') == 1
    assert 'aria-describedby="ULN-badges ULN-hint ULN-messages"' in html
    assert "govuk-input--error" not in html


@pytest.mark.parametrize("slot", ["messages_slot", "state_slot", "base_slot"])
def test_a_slot_in_an_answer_is_the_slot_of_the_page_with_the_order_to_swap(slot: str) -> None:
    content = {"messages_slot": [{"text": "Wrong", "kind": "error"}], "state_slot": "saved", "base_slot": "1"}[slot]
    page, answer = (str(macro("slots", slot)("ULN", content, oob=oob)) for oob in (False, True))
    assert answer.replace(' hx-swap-oob="true"', "") == page != answer


def test_a_value_that_is_not_on_the_list_stays_chosen_and_visible() -> None:
    codes = [{"code": "31", "label": "English"}, {"code": "32", "label": "Irish"}]
    html = str(macro("select", "select")("Ethnicity", "Ethnicity", codes, "99", empty=""))
    assert '<option value="99" selected>99 — not on the list</option>' in html
    assert html.count("selected") == 1
    assert '<option value="31">31 — English</option>' in html


@pytest.mark.parametrize(("value", "chosen"), [("32", "32"), (32, "32"), (None, ""), ("", "")])
def test_one_option_is_chosen_whether_codes_are_text_or_numbers(value: str | int | None, chosen: str) -> None:
    codes = [{"code": 31, "label": "English"}, {"code": 32, "label": "Irish"}]
    html = str(macro("select", "select")("Ethnicity", "Ethnicity", codes, value, empty="Choose"))
    assert html.count(" selected") == 1
    assert f'<option value="{chosen}" selected>' in html


@pytest.mark.parametrize(
    ("current", "last", "shown"),
    [
        (1, 1, []),
        (1, 2, ["1*", "2"]),
        (2, 3, ["1", "2*", "3"]),
        (1, 9, ["1*", "2", "...", "9"]),
        (5, 9, ["1", "...", "4", "5*", "6", "...", "9"]),
        (9, 9, ["1", "...", "8", "9*"]),
    ],
)
def test_pages_show_the_first_the_last_and_the_neighbours(current: int, last: int, shown: list[str]) -> None:
    found = reading(str(macro("pagination", "paged")(current, last, "?page={page}")))
    numbers = []
    for part, following in pairwise(found):
        attributes = dict(part[1:]) if part[0] != "words" else {}
        if "govuk-pagination__item--ellipsis" in attributes.get("class", ""):
            numbers.append("...")
        if attributes.get("aria-label", "").startswith("Page "):
            assert attributes["href"] == f"?page={following[1]}"
            numbers.append(following[1] + ("*" if attributes.get("aria-current") else ""))
    assert numbers == shown


def test_a_column_says_how_it_is_sorted() -> None:
    head = [{"text": "Name", "href": "?sort=name", "sort": "descending"}, {"text": "ULN", "href": "?sort=uln"}, "State"]
    found = reading(str(macro("table", "table")(head, [])))
    sorting = [dict(part[1:]).get("aria-sort") for part in found if part[0] == "th"]
    assert sorting == ["descending", "none", None]
