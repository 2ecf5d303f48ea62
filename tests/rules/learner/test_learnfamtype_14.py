import pytest

from openlet.facts.given import Given
from tests.rules.learner.marks import marked
from tests.rules.table import Records, case, fires, says

CODE = "LearnFAMType_14"
TABLE = [
    case("SEN and EHC", marked(("SEN", 1), ("EHC", 1)), 1),
    case("SEN alone", marked(("SEN", 1)), 0),
    case("EHC alone", marked(("EHC", 1)), 0),
    case("another code of SEN", marked(("SEN", 2), ("EHC", 1)), 0),
    case("none", marked(), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "Keep EHC if the learner has such a plan" in says(CODE, marked(("SEN", 1), ("EHC", 1)))
