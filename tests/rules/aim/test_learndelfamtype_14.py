import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_14"
TABLE = [
    case("on a bootcamp aim", with_fams("SOF112", "EEF2"), True),
    case("on an apprenticeship of funding model 36", with_fams("EEF2", FundModel=36, ProgType=25), False),
    case("on an apprenticeship of funding model 81", with_fams("EEF2", FundModel=81, ProgType=25), False),
    case("on an apprenticeship of funding model 35", with_fams("EEF2", FundModel=35, ProgType=25), False),
    case("on an apprenticeship that is not funded", with_fams("EEF2", FundModel=99, ProgType=25), True),
    case("none", with_fams("SOF112"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF112", "EEF2"))
    assert "EEF 2" in said
    assert "funding model 35" in said
    assert "type blank" in said
