import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "OutGrade_06"
TABLE = [
    case("not achieved with PA", on_aim(OutGrade="PA", Outcome=3), True),
    case("not achieved with FL", on_aim(OutGrade="FL", Outcome=3), False),
    case("not achieved with Y", on_aim(OutGrade="Y", Outcome=3), False),
    case("small letters", on_aim(OutGrade="fl", Outcome=3), True),
    case("not achieved without a grade", on_aim(Outcome=3), False),
    case("achieved with PA", on_aim(OutGrade="PA", Outcome=1), False),
    case("PA without an outcome", on_aim(OutGrade="PA"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(OutGrade="PA", Outcome=3))
    assert "grade is PA" in said
