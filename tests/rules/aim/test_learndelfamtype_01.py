import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner, milestone
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_01"
TABLE = [
    *[
        case(f"funding model {model} without a source", with_fams("FFI1", FundModel=model), True)
        for model in (10, 11, 25, 35, 36, 37, 38, 81, 82)
    ],
    case("funding model 99 without a source", with_fams("DAM023", FundModel=99), False),
    case("a milestone aim without a source", learner(aim(), milestone(LearningDeliveryFAM=fams("FFI1"))), True),
    case("no funding and monitoring at all", on_aim(LearningDeliveryFAM=[]), True),
    case("with a source", with_fams("SOF112"), False),
    case("no funding model", with_fams("FFI1", FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("FFI1", "DAM023"))
    assert "funding model 35" in said
