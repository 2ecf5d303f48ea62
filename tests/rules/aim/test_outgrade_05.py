import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "OutGrade_05"
TABLE = [
    case("achieved with FL", on_aim(OutGrade="FL", Outcome=1), True),
    case("achieved with U", on_aim(OutGrade="U", Outcome=1), True),
    case("achieved with N", on_aim(OutGrade="N", Outcome=1), True),
    case("achieved with X", on_aim(OutGrade="X", Outcome=1), True),
    case("achieved with Y", on_aim(OutGrade="Y", Outcome=1), True),
    case("achieved with PA", on_aim(OutGrade="PA", Outcome=1), False),
    case("not achieved with FL", on_aim(OutGrade="FL", Outcome=3), False),
    case("achieved without a grade", on_aim(Outcome=1), False),
    case("FL without an outcome", on_aim(OutGrade="FL"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(OutGrade="FL", Outcome=1))
    assert "grade is FL" in said
