"""The page of a rule in the entry tool: what the documentation says, nothing cut off."""

import pytest

from openlet.reports.rule_pages import pages
from openlet.web.views.rule import blocks


@pytest.mark.parametrize("code", ["ULN_04", "NP-09", "MC-09", "WMCA_NINumber_01"])
def test_every_line_of_a_page_stands_in_one_block(code: str) -> None:
    text = pages()[code].text
    shown = [line for _, lines in blocks(text) for line in lines]
    said = [line.removeprefix("- ").removeprefix(">").strip() for line in text.splitlines()]
    assert [line.strip() for line in shown] == [line for line in said if line]


def test_lists_and_quotations_are_told_apart() -> None:
    found = blocks("Fault where: this.\nExcept: that.\n\n- one\n- two\n\n> wording\n>\n> more")
    assert found == [
        ("text", ["Fault where: this.", "Except: that."]),
        ("list", ["one", "two"]),
        ("quote", ["wording", "more"]),
    ]
