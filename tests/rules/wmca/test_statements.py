"""Every statement of the guide that a return can be held to has a rule, or a reason why it has none."""

import re

import pytest

from openlet.rules import Severity, book
from openlet.spec.scheme import GUIDE
from tests.make import codes, given, learner

# The statements of the classes MAND, NOPAY, COND and DEST, with those classes.
STATEMENTS = {
    "A-031": "MAND", "A-032": "MAND", "A-033": "NOPAY", "A-034": "MAND", "A-035": "MAND", "A-036": "NOPAY",
    "A-037": "MAND", "A-038": "MAND", "A-039": "MAND", "A-040": "MAND", "A-041": "MAND", "A-043": "MAND",
    "A-046": "MAND", "A-047": "COND", "A-048": "COND", "A-049": "COND", "A-050": "MAND", "A-053": "COND",
    "A-054": "MAND", "A-055": "MAND", "A-058": "MAND", "A-059": "MAND", "A-060": "NOPAY", "A-061": "MAND",
    "A-062": "NOPAY", "A-063": "NOPAY", "A-066": "MAND", "A-067": "COND", "A-068": "NOPAY", "A-071": "MAND",
    "A-072": "MAND", "A-073": "MAND", "A-074": "NOPAY", "A-075": "COND", "A-076": "COND", "A-077": "MAND",
    "A-078": "MAND", "A-079": "NOPAY", "A-080": "NOPAY", "A-081": "COND", "A-082": "NOPAY", "A-083": "MAND",
    "A-086": "DEST", "A-087": "DEST", "A-090": "COND", "A-091": "COND", "A-092": "COND", "A-094": "MAND",
    "A-096": "COND", "A-098": "COND", "A-101": "COND", "A-103": "COND", "A-104": "COND", "A-106": "MAND",
    "A-107": "NOPAY", "A-108": "MAND", "A-109": "COND", "A-110": "COND", "A-111": "COND", "A-112": "COND",
    "A-113": "DEST", "A-115": "MAND", "A-116": "DEST", "A-118": "MAND", "A-119": "DEST", "A-120": "MAND",
    "A-121": "MAND", "A-122": "COND", "A-123": "MAND", "A-124": "DEST", "A-125": "DEST", "A-126": "DEST",
    "A-127": "DEST", "A-128": "DEST", "A-129": "DEST", "A-130": "DEST", "A-131": "DEST",
}  # fmt: skip
WITHOUT_RULE = {
    "A-053": "restricted use is optional; whether one of its circumstances applies cannot be seen in a return",
    "A-067": "whether the planned end was changed can only be seen by comparing with an earlier return",
}
TODO = [rule for rule in book() if rule.code.startswith("WMCA_") and rule.severity is Severity.TO_DO]


def cited() -> set[str]:
    """The statements that the rules name as their source."""
    return {one for rule in book() if rule.source.document == GUIDE for one in _statements(rule.source.statements)}


def _statements(text: str) -> list[str]:
    return re.findall(r"A-\d{3}", text)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_statement_has_a_rule_or_a_reason(statement: str) -> None:
    assert (statement in cited()) != (statement in WITHOUT_RULE)


def test_the_reasons_are_for_statements_that_there_are() -> None:
    assert WITHOUT_RULE.keys() <= STATEMENTS.keys()


def test_rules_name_no_statement_that_there_is_not() -> None:
    assert all(1 <= int(statement[2:]) <= 166 for statement in cited())


@pytest.mark.parametrize("rule", TODO, ids=lambda rule: rule.code)
def test_a_to_do_rule_is_declared_in_full(rule: object) -> None:
    (found,) = (one for one in TODO if one is rule)
    assert found.priority in (2, 3, 4, 5)
    assert "contract" in found.needs
    assert _statements(found.source.statements)
    assert "Fault where: " in found.page
    assert found.message.count(". ") >= 1, "what is wrong, then what to do"
    assert found.message.endswith(".")


@pytest.mark.parametrize("year", ["2023-24", "2024-25"])
def test_the_default_learner_is_without_findings(year: str) -> None:
    assert codes(learner(), given(year=year)) == set()
