"""Our macros write what GOV.UK Frontend writes: each of its examples, through our macro, gives the same markup.

The examples are the package's own (upstream_examples.json, written by `python3 dev.py assets`).
"""

import json
from collections.abc import Callable, Iterator
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
    return {
        "id": given.get("id"), "hint": words(given.get("hint")), "error": words(given.get("errorMessage")),
    }  # fmt: skip


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
    return str(
        macro("select", "select")(given["name"], label, given["items"], chosen[0], **field(given)),
    )


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
    return str(
        macro("text_input", "text_input")(
            given["name"], words(given["label"]), width=modifier(given, "input--width").removeprefix("govuk-input--width-"),
            prefix=words(given.get("prefix")), **field(given),
        )
    )  # fmt: skip


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
    "file-upload": lambda given: macro("file_upload", "file_upload")(
        given["name"], words(given["label"]), **field(given)
    ),
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
    "summary-list": lambda given: macro("summary_list", "summary_list")(
        [
            {
                "key": words(row["key"]),
                "value": words(row["value"]),
                "actions": [action(one) for one in row["actions"]["items"]],
            }
            for row in given["rows"]
        ]
    ),
    "table": table,
    "tag": lambda given: macro("tag", "tag")(given["text"], modifier(given, "tag")),
    "textarea": lambda given: macro("textarea", "textarea")(given["name"], words(given["label"]), **field(given)),
    "warning-text": lambda given: macro("warning_text", "warning_text")(given["text"]),
}


def examples() -> Iterator[Any]:
    for component, by_name in EXAMPLES.items():
        for name, example in by_name.items():
            yield pytest.param(component, example, id=f"{component}: {name}")


@pytest.mark.parametrize(("component", "example"), examples())
def test_our_macro_writes_what_upstream_writes(component: str, example: Options) -> None:
    assert reading(str(OURS[component](example["options"]))) == reading(example["html"])


def test_every_component_with_examples_is_compared() -> None:
    assert OURS.keys() == EXAMPLES.keys()
