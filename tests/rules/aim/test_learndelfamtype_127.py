from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnDelFAMType_127"
TABLE = [
    case("LDM 395 on funding model 35", with_fams("LDM395"), True),
    case("LDM 395 on funding model 38", with_fams("LDM395", FundModel=38), False),
    case("LDM 395 on a national bootcamp", with_fams("LDM395", FundModel=37, ProgType=32), True),
    case("another code", with_fams("LDM363"), False),
    case("no funding model", with_fams("LDM395", FundModel=None), False),
    case("a return of 2023-24, before the rule", with_fams("LDM395"), False, judged("2023-24", date(2024, 8, 20))),
    case("the number under another type", with_fams("DAM395"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("LDM395"))
    assert "(LDM 395)" in said
    assert "is 35" in said
