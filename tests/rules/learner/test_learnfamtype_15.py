import pytest

from openlet.facts.given import Given
from tests.rules.learner.marks import marked
from tests.rules.table import Records, case, fires, says

CODE = "LearnFAMType_15"
TABLE = [
    case("MCF 1 without a plan", marked(("MCF", 1)), 1),
    case("MCF 1 with a plan", marked(("MCF", 1), ("EHC", 1)), 0),
    case("MCF 1 with special educational needs", marked(("MCF", 1), ("SEN", 1)), 1),
    case("MCF 2 without a plan", marked(("MCF", 2)), 0),
    case("none", marked(), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "(MCF 1), but no education, health and care plan" in says(CODE, marked(("MCF", 1)))
