import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AimSeqNumber_02"
TABLE = [
    case("one aim, numbered 1", on_aim(AimSeqNumber=1), False),
    case("one aim, numbered 2", on_aim(AimSeqNumber=2), True),
    case("two aims, numbered 1 and 2", learner(aim(AimSeqNumber=1), aim(AimSeqNumber=2)), False),
    case("two aims, numbered 1 and 3", learner(aim(AimSeqNumber=1), aim(AimSeqNumber=3)), True),
    case("two aims, numbered 3 and 4", learner(aim(AimSeqNumber=3), aim(AimSeqNumber=4)), 2),
    case("no number", on_aim(AimSeqNumber=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AimSeqNumber=2))
    assert "number 2" in said
    assert "only 1 aim" in said
