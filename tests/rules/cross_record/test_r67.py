from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearningDelivery, LearningDeliveryWorkPlacement
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "R67"
DAY, NEXT = date(2024, 6, 1), date(2024, 6, 2)


def placed(*placements: tuple[date | None, int | None], **more: int) -> LearningDelivery:
    records = [LearningDeliveryWorkPlacement(WorkPlaceStartDate=day, WorkPlaceEmpId=emp) for day, emp in placements]
    return aim(LearningDeliveryWorkPlacement=records, **more)


TABLE = [
    case("two days", learner(placed((DAY, 999999999), (NEXT, 999999999))), False),
    case("two employers on one day", learner(placed((DAY, 999999999), (DAY, 100000044))), False),
    case("one employer on one day twice", learner(placed((DAY, 999999999), (DAY, 999999999))), True),
    case(
        "one employer on one day three times is one finding",
        learner(placed((DAY, 999999999), (DAY, 999999999), (DAY, 999999999))),
        True,
    ),
    case("no employer on one day twice", learner(placed((DAY, None), (DAY, None))), True),
    case("an employer and none on one day", learner(placed((DAY, 999999999), (DAY, None))), False),
    case("the same on two aims", learner(placed((DAY, 999999999)), placed((DAY, 999999999), AimSeqNumber=2)), False),
    case("no start twice", learner(placed((None, 999999999), (None, 999999999))), False),
    case("no work placement", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "1 June 2024 with employer 999999999" in says(CODE, learner(placed((DAY, 999999999), (DAY, 999999999))))
