import pytest

from openlet.facts.given import Given
from tests.rules.learner.marks import marked
from tests.rules.table import Records, case, fires, says

CODE = "LearnFAMType_11"
TABLE = [
    *[case(f"{k} twice", marked((k, 1), (k, 2)), 0) for k in ("NLM", "EDF")],
    *[case(f"{k} three times", marked((k, 1), (k, 2), (k, 3)), 1) for k in ("NLM", "EDF")],
    case("NLM twice and EDF twice", marked(("NLM", 17), ("NLM", 18), ("EDF", 1), ("EDF", 2)), 0),
    case("LSR three times", marked(("LSR", 36), ("LSR", 55), ("LSR", 56)), 0),
    case("none", marked(), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "EDF is entered more than twice" in says(CODE, marked(("EDF", 1), ("EDF", 2), ("EDF", 2)))
