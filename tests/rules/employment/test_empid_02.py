import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from tests.make import START, learner
from tests.rules.table import Records, case, fires, says

CODE = "EmpId_02"


def employed_by(employer: int | None) -> Learner:
    return learner(LearnerEmploymentStatus=[LearnerEmploymentStatus(EmpStat=10, DateEmpStatApp=START, EmpId=employer)])


TABLE = [
    case("the last digit is the check digit", employed_by(123456789), 0),
    case("the last digit is one too low", employed_by(123456788), 1),
    case("two digits are exchanged", employed_by(213456789), 1),
    case("the first eight digits allow no check digit", employed_by(100000070), 1),
    case("the check digit is 0", employed_by(100001300), 0),
    case("eight digits", employed_by(12345678), 1),
    case("999999999, for an employer whose identifier is not known", employed_by(999999999), 0),
    case("no employer", employed_by(None), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The employer identifier 123456788 fails its check digit" in says(CODE, employed_by(123456788))
