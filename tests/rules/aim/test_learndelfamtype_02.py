import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner, milestone
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_02"
TABLE = [
    case("funding model 35 without an indicator", with_fams("SOF112", "DAM023"), True),
    case("funding model 38 without an indicator", with_fams("SOF112", FundModel=38), True),
    case("funding model 37 without an indicator", with_fams("SOF105", FundModel=37), False),
    case("funding model 99 without an indicator", with_fams("SOF112", FundModel=99), False),
    case("a milestone aim without an indicator", learner(aim(), milestone(LearningDeliveryFAM=fams("SOF112"))), True),
    case("with an indicator", with_fams("SOF112", "FFI2"), False),
    case("no funding model", with_fams("SOF112", FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF112", "DAM023"))
    assert "funding model 35" in said
