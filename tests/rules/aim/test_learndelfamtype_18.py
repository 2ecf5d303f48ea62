import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_18"
TABLE = [
    case("two sources of funding", with_fams("SOF105", "SOF112", "FFI1"), True),
    *[
        case(f"{kind} twice", with_fams(f"{kind}1", f"{kind}1"), True)
        for kind in ("SOF", "FFI", "EEF", "RES", "ADL", "ACL", "AFL", "ASL", "FLN")
    ],
    case("two types twice, one message", with_fams("SOF105", "SOF112", "FFI1", "FFI2"), 1),
    case("each once", with_fams("SOF112", "FFI1", "RES1"), False),
    case("two devolved area codes", with_fams("SOF112", "DAM001", "DAM023"), False),
    case("two learning support records", with_fams("LSF1", "LSF1"), False),
    case("none", on_aim(LearningDeliveryFAM=[]), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF105", "SOF112", "FFI1", "FFI2"))
    assert "FFI and SOF" in said
