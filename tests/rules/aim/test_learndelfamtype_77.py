import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_77"
TABLE = [
    case("six of them", with_fams("SOF112", "DAM001", "DAM002", "DAM003", "DAM004", "DAM005", "DAM006"), False),
    case(
        "seven of them", with_fams("SOF112", "DAM001", "DAM002", "DAM003", "DAM004", "DAM005", "DAM006", "DAM007"), True
    ),
    case("the same one seven times", with_fams(*["DAM001"] * 7), True),
    case("none", with_fams("SOF112"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF112", "DAM001", "DAM002", "DAM003", "DAM004", "DAM005", "DAM006", "DAM007"))
    assert "has 7" in said
    assert "006 and 007" in said
