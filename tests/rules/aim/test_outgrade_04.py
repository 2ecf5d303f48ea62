import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "OutGrade_04"
TABLE = [
    case("a grade without an outcome", on_aim(OutGrade="PA"), True),
    case("a grade with outcome 8", on_aim(OutGrade="PA", Outcome=8), True),
    case("a grade with outcome 1", on_aim(OutGrade="PA", Outcome=1), False),
    case("a grade with outcome 3", on_aim(OutGrade="FL", Outcome=3), False),
    case("no grade", on_aim(Outcome=8), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(OutGrade="PA"))
    assert "grade is PA" in said
    assert "outcome is blank" in said
