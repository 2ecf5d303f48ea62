from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearningDelivery, LearningDeliveryWorkPlacement
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "R96"
DAY, NEXT = date(2024, 6, 1), date(2024, 6, 2)


def placed(*placements: tuple[date | None, int | None], **more: int) -> LearningDelivery:
    records = [LearningDeliveryWorkPlacement(WorkPlaceStartDate=day, WorkPlaceEmpId=emp) for day, emp in placements]
    return aim(LearningDeliveryWorkPlacement=records, **more)


TABLE = [
    case("two days", learner(placed((DAY, 999999999), (NEXT, 999999999))), False),
    case("two employers on one day", learner(placed((DAY, 999999999), (DAY, 100000044))), True),
    case("one day on two aims", learner(placed((DAY, 999999999)), placed((DAY, 100000044), AimSeqNumber=2)), True),
    case("one day three times is one finding", learner(placed((DAY, 1), (DAY, 2), (DAY, 3))), True),
    case("two days twice each are two findings", learner(placed((DAY, 1), (NEXT, 1), (DAY, 2), (NEXT, 2))), 2),
    case(
        "one day with two learners",
        [learner(placed((DAY, 1))), learner(placed((DAY, 1)), LearnRefNumber="L0002")],
        False,
    ),
    case("no start twice", learner(placed((None, 1), (None, 2))), False),
    case("no work placement", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "starts on 1 June 2024" in says(CODE, learner(placed((DAY, 1), (DAY, 2))))
