import pytest

from openlet.facts.given import Given
from tests.rules.learner.marks import marked
from tests.rules.table import Records, case, fires, says

CODE = "LearnFAMType_10"
TABLE = [
    case("four reasons", marked(*[("LSR", code) for code in (36, 55, 56, 57)]), 0),
    case("five reasons", marked(*[("LSR", code) for code in (36, 55, 56, 57, 58)]), 1),
    case("four reasons and another type", marked(("DLA", 1), *[("LSR", code) for code in (36, 55, 56, 57)]), 0),
    case("none", marked(), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "5 reasons for learner support" in says(CODE, marked(*[("LSR", code) for code in (36, 55, 56, 57, 58)]))
