import pytest

from openlet.facts.given import Given
from tests.make import finished, learner
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "CompStatus_04"
TABLE = [
    case("completed without an outcome", learner(finished(Outcome=None)), True),
    case("withdrawn without an outcome", on_aim(CompStatus=3), True),
    case("on a break without an outcome", on_aim(CompStatus=6), True),
    case("completed with an outcome", learner(finished()), False),
    case("continuing without an outcome", on_aim(), False),
    case("no status and no outcome", on_aim(CompStatus=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, learner(finished(Outcome=None)))
    assert "status is 2" in said
