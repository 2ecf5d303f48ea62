from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, judged, says

CODE = "EmpOutcome_03"
TABLE = [
    *[
        case(
            f"an employment outcome on programme type {kind}",
            on_aim(EmpOutcome=1, ProgType=kind),
            True,
            judged("2023-24", date(2024, 8, 20)),
        )
        for kind in (2, 3, 20, 21, 22, 23, 25)
    ],
    case(
        "an employment outcome on a traineeship",
        on_aim(EmpOutcome=1, ProgType=24),
        False,
        judged("2023-24", date(2024, 8, 20)),
    ),
    case(
        "an employment outcome on a bootcamp aim of an authority",
        on_aim(EmpOutcome=1),
        False,
        judged("2023-24", date(2024, 8, 20)),
    ),
    case(
        "an employment outcome on a national bootcamp",
        on_aim(EmpOutcome=1, FundModel=37, ProgType=32),
        False,
        judged("2023-24", date(2024, 8, 20)),
    ),
    case("none on a standard", on_aim(FundModel=36, ProgType=25), False, judged("2023-24", date(2024, 8, 20))),
    case(
        "a return of 2024-25, which has no employment outcome",
        on_aim(EmpOutcome=1, ProgType=25),
        False,
        judged("2024-25"),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(EmpOutcome=1, FundModel=36, ProgType=25), judged("2023-24", date(2024, 8, 20)))
    assert "(1)" in said
    assert "programme type 25" in said
