from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnDelFAMType_16"
TABLE = [
    case("a file prepared on the day R11 closes", with_fams("LDM118"), False, judged("2023-24", date(2024, 7, 4))),
    case("a file prepared the day after, for R12", with_fams("LDM118"), True, judged("2023-24", date(2024, 7, 5))),
    case("a file prepared for R14", with_fams("LDM118"), True, judged("2023-24", date(2024, 10, 17))),
    case(
        "the day of preparation counts, not the day of judging",
        with_fams("LDM118"),
        False,
        judged("2023-24", date(2024, 8, 1), date(2024, 6, 1)),
    ),
    case("a file prepared in autumn", with_fams("LDM118"), False),
    case("another code", with_fams("LDM363"), False, judged("2023-24", date(2024, 10, 17))),
    case("the number under another type", with_fams("DAM118"), False, judged("2023-24", date(2024, 7, 5))),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("LDM118"), judged("2023-24", date(2024, 7, 5)))
    assert "prepared on 5 July 2024" in said
