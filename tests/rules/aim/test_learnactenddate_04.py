from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import learner, milestone
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnActEndDate_04"
TABLE = [
    case("ended on the day the file was prepared", on_aim(LearnActEndDate=date(2025, 10, 6)), False),
    case("ends the day after", on_aim(LearnActEndDate=date(2025, 10, 7)), True),
    case(
        "the day on which the return is judged does not count",
        on_aim(LearnActEndDate=date(2025, 10, 7)),
        True,
        judged(as_of=date(2025, 11, 6), prepared=date(2025, 10, 6)),
    ),
    case("a milestone aim dated ahead", learner(milestone(day=date(2025, 10, 20))), True),
    case("no end", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnActEndDate=date(2025, 10, 7)))
    assert "7 October 2025" in said
    assert "6 October 2025" in said
