import pytest

from openlet.facts.given import Given
from tests.rules.learner.marks import marked
from tests.rules.table import Records, case, fires, says

CODE = "LearnFAMType_16"
TABLE = [
    case("ECF 1 without a plan", marked(("ECF", 1)), 1),
    case("ECF 1 with a plan", marked(("ECF", 1), ("EHC", 1)), 0),
    case("ECF 1 with special educational needs", marked(("ECF", 1), ("SEN", 1)), 1),
    case("ECF 2 without a plan", marked(("ECF", 2)), 0),
    case("none", marked(), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "(ECF 1), but no education, health and care plan" in says(CODE, marked(("ECF", 1)))
