import pytest

from openlet.facts.given import Given
from tests.make import learner, status
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "EmpId_01"
REFERRING = referring()


def employed(employer: int | None) -> Records:
    record = status(10, EII=8)
    record.EmpId = employer
    return learner(LearnerEmploymentStatus=[record])


TABLE = [
    case("an employer of the register", employed(100000044), False, REFERRING),
    case("an employer that is not in it", employed(100000045), True, REFERRING),
    case("999999999", employed(999999999), False, REFERRING),
    case("none returned", employed(None), False, REFERRING),
    case("without the file it is not judged", employed(100000045), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "employer identifier 100000045" in says(CODE, employed(100000045), REFERRING)
