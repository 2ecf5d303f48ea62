from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, with_placement
from tests.rules.table import Records, case, fires, says

AIMS = ("Z0007834", "Z0007835", "Z0007836", "Z0007837", "Z0007838", "Z0002347", "ZWRKX001", "ZWRKX002")

CODE = "WorkPlaceStartDate_01"
TABLE = [
    *[case(f"{ref} without a placement", on_aim(LearnAimRef=ref), True) for ref in AIMS],
    case("with a placement", with_placement(LearnAimRef="ZWRKX001"), False),
    case("ZWRKX003 may have one, but need not", on_aim(LearnAimRef="ZWRKX003"), False),
    case("a start on 31 July 2014", on_aim(LearnAimRef="ZWRKX001", LearnStartDate=date(2014, 7, 31)), False),
    case("a start on 1 August 2014", on_aim(LearnAimRef="ZWRKX001", LearnStartDate=date(2014, 8, 1)), True),
    case("no start", on_aim(LearnAimRef="ZWRKX001", LearnStartDate=None), False),
    case("a bootcamp aim", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnAimRef="ZWRKX001"))
    assert "ZWRKX001" in said
