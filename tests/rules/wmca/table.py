"""What the tables of the to-do rules ask: does a rule find anything, what does it say, and how bad is it."""

from collections.abc import Sequence
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.rules import Finding, Severity
from openlet.rules.wording import message
from tests.make import findings, given

Records = Learner | Sequence[Learner | LearnerDestinationandProgression]


def case(sentence: str, records: Records, expected: bool, judged_with: Given | None = None) -> Any:
    """One row of a table: what it is about, the records, whether it is a finding, and what it is judged with."""
    return pytest.param(records, judged_with, expected, id=sentence)


def found(code: str, records: Records, judged_with: Given | None = None) -> list[Finding]:
    """The findings of one rule on records that went through XML."""
    return [finding for finding in findings(records, judged_with) if finding.rule.code == code]


def fires(code: str, records: Records, judged_with: Given | None = None) -> bool:
    """Whether a rule finds anything."""
    return bool(found(code, records, judged_with))


def says(code: str, records: Records, judged_with: Given | None = None) -> str:
    """What a rule says of its only finding, names and all; no placeholder may be left over."""
    (finding,) = found(code, records, judged_with)
    said = message(finding, judged_with or given(), with_names=True)
    assert "{" not in said and "}" not in said
    return said


def severity(code: str, records: Records, judged_with: Given) -> Severity:
    """How bad a rule's only finding is under the readings."""
    (finding,) = found(code, records, judged_with)
    return finding.rule.severity_for(judged_with)
