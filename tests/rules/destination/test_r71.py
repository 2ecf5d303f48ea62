from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import learner, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "R71"
THE_YEAR = judged("2023-24", date(2024, 8, 20))
TABLE = [
    case("one record", [learner(), progression()], False, THE_YEAR),
    case("two records of one learner", [learner(), progression(), progression()], True, THE_YEAR),
    case(
        "three records of one learner are one finding",
        [learner(), progression(), progression(), progression()],
        True,
        THE_YEAR,
    ),
    case(
        "two records of two learners each",
        [learner(), *[progression(), progression(LearnRefNumber="L0002")] * 2],
        2,
        THE_YEAR,
    ),
    case("two learners", [learner(), progression(), progression(LearnRefNumber="L0002")], False, THE_YEAR),
    case("small letters", [learner(), progression(), progression(LearnRefNumber="l0001")], True, THE_YEAR),
    case("no reference", [learner(), *[progression(LearnRefNumber=None)] * 2], False, THE_YEAR),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "more than one destination record of L0001" in says(
        CODE, [learner(), progression(), progression()], THE_YEAR
    )
