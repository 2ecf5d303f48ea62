"""What the tables of the official rules ask: how often a rule fires on records that went through XML.

Each test of an official rule has ``CODE`` and ``TABLE``; the table's sentences are the examples on the rule's page, so
they are written for the people who read it: "the check digit is wrong", not "case 3".
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest

from openlet.facts.given import Given, given_for
from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.rules import Finding
from openlet.rules.wording import message
from openlet.spec.years import year_of
from tests.make import UKPRN, findings

Records = Learner | Sequence[Learner | LearnerDestinationandProgression]


@cache
def judged(year: str = "2025-26", as_of: date = date(2025, 10, 6), prepared: date | None = None) -> Given:
    """What a return is judged with, without a contract: official rules need none."""
    return given_for(None, year_of(year), as_of, prepared or as_of, UKPRN)


def case(sentence: str, records: Records, fires: int, judged_with: Given | None = None) -> Any:
    """One row of a table: the sentence, the records, how often the rule fires (False 0, True 1), judged with what."""
    return pytest.param(records, judged_with, int(fires), id=sentence)


def found(code: str, records: Records, judged_with: Given | None = None) -> list[Finding]:
    """The findings of one rule on records that went through XML."""
    return [finding for finding in findings(records, judged_with or judged()) if finding.rule.code == code]


def fires(code: str, records: Records, judged_with: Given | None = None) -> int:
    """How often a rule fires."""
    return len(found(code, records, judged_with))


def says(code: str, records: Records, judged_with: Given | None = None) -> str:
    """What a rule says of its first finding, names and all; no placeholder may be left over."""
    said = message(found(code, records, judged_with)[0], judged_with or judged(), with_names=True)
    assert "{" not in said and "}" not in said
    return said
