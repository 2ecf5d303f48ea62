import pytest

from openlet.facts.given import Given
from tests.make import learner, milestone
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, says

CODE = "ProgType_23"
TABLE = [
    case("an event aim without a programme type", on_aim(LearnAimRef="Z0059747"), True),
    case("an event aim with another programme type", on_aim(LearnAimRef="Z0059748", ProgType=33), True),
    case("an event aim of a national bootcamp", on_aim(LearnAimRef="Z0059749", ProgType=32), False),
    case("Project S", with_fams("LDM396", LearnAimRef="Z0059747"), False),
    case("a milestone aim of the authority", learner(milestone()), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnAimRef="Z0059747"))
    assert "Z0059747" in said
    assert "type is blank" in said
