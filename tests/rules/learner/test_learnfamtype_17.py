import pytest

from openlet.facts.given import Given
from tests.rules.learner.marks import marked
from tests.rules.table import Records, case, fires, says

CODE = "LearnFAMType_17"
TABLE = [
    case("both", marked(("NLM", 21), ("NLM", 22)), 1),
    case("21 alone", marked(("NLM", 21)), 0),
    case("22 alone", marked(("NLM", 22), ("NLM", 17)), 0),
    case("21 of another type", marked(("LSR", 21), ("NLM", 22)), 0),
    case("none", marked(), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "NLM 21" in says(CODE, marked(("NLM", 21), ("NLM", 22)))
