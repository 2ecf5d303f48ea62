import pytest

from openlet.facts.given import Given
from tests.make import finished, learner, milestone
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "CompStatus_09"
TABLE = [
    case("an event aim that continues", on_aim(LearnAimRef="Z0059747"), True),
    case("an event aim that is withdrawn", on_aim(LearnAimRef="Z0059749", CompStatus=3), True),
    case("an event aim that is completed", learner(finished(LearnAimRef="Z0059748")), False),
    case("an event aim without a status", on_aim(LearnAimRef="Z0059747", CompStatus=None), False),
    case("a milestone aim of the authority", learner(milestone(CompStatus=1)), False),
    case("no aim reference", on_aim(LearnAimRef=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnAimRef="Z0059747"))
    assert "Z0059747" in said
    assert "status is 1" in said
