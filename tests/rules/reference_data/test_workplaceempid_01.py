import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearningDeliveryWorkPlacement
from tests.make import aim, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "WorkPlaceEmpId_01"
REFERRING = referring()


def placed(*employers: int | None) -> Records:
    placements = [LearningDeliveryWorkPlacement(WorkPlaceEmpId=employer) for employer in employers]
    return learner(aim(LearningDeliveryWorkPlacement=placements))


TABLE = [
    case("an employer of the register", placed(100000044), False, REFERRING),
    case("an employer that is not in it", placed(100000045), True, REFERRING),
    case("999999999", placed(999999999), False, REFERRING),
    case("none returned", placed(None), False, REFERRING),
    case("two placements", placed(100000045, 100000046), 2, REFERRING),
    case("without the file it is not judged", placed(100000045), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "employer identifier 100000045 of the work placement" in says(CODE, placed(100000045), REFERRING)
