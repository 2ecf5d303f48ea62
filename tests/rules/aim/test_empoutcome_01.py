from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, judged, says

CODE = "EmpOutcome_01"
TABLE = [
    *[
        case(
            f"an employment outcome on funding model {model}",
            on_aim(EmpOutcome=1, FundModel=model),
            True,
            judged("2023-24", date(2024, 8, 20)),
        )
        for model in (10, 25, 82, 99)
    ],
    case(
        "an employment outcome on funding model 35", on_aim(EmpOutcome=1), False, judged("2023-24", date(2024, 8, 20))
    ),
    case("none on funding model 99", on_aim(FundModel=99), False, judged("2023-24", date(2024, 8, 20))),
    case("no funding model", on_aim(EmpOutcome=1, FundModel=None), False, judged("2023-24", date(2024, 8, 20))),
    case("a return of 2022-23", on_aim(EmpOutcome=1, FundModel=99), True, judged("2022-23", date(2023, 5, 5))),
    case(
        "a return of 2024-25, which has no employment outcome",
        on_aim(EmpOutcome=1, FundModel=99),
        False,
        judged("2024-25"),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(EmpOutcome=1, FundModel=99), judged("2023-24", date(2024, 8, 20)))
    assert "(1)" in said
    assert "funding model 99" in said
