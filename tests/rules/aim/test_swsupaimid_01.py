import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "SWSupAimId_01"
TABLE = [
    case("a UUID with hyphens", on_aim(SWSupAimId="550e8400-e29b-41d4-a716-446655440000"), False),
    case("a UUID in capitals", on_aim(SWSupAimId="550E8400-E29B-41D4-A716-446655440000"), False),
    case("a UUID without hyphens", on_aim(SWSupAimId="550e8400e29b41d4a716446655440000"), False),
    case("hyphens in other places", on_aim(SWSupAimId="550e84-00e29b-41d4-a716-446655440000"), True),
    case("a letter that is no digit", on_aim(SWSupAimId="g50e8400-e29b-41d4-a716-446655440000"), True),
    case("a digit too few", on_aim(SWSupAimId="550e8400-e29b-41d4-a716-44665544000"), True),
    case("nothing but 0", on_aim(SWSupAimId="00000000-0000-0000-0000-000000000000"), True),
    case("a number of another kind", on_aim(SWSupAimId="12345"), True),
    case("none", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(SWSupAimId="12345"))
    assert "identifier 12345" in said
