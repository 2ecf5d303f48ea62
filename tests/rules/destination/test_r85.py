from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import OTHER_ULN, ULN, learner, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "R85"
THE_YEAR = judged("2023-24", date(2024, 8, 20))
TABLE = [
    case("the learner's ULN", [learner(), progression()], False, THE_YEAR),
    case("another ULN", [learner(), progression(ULN=OTHER_ULN)], True, THE_YEAR),
    case("9999999999 where the learner has a ULN", [learner(), progression(ULN=9999999999)], True, THE_YEAR),
    case(
        "two records with another ULN", [learner(), progression(ULN=OTHER_ULN), progression(ULN=OTHER_ULN)], 2, THE_YEAR
    ),
    case(
        "a record of nobody in the file",
        [learner(), progression(LearnRefNumber="L0009", ULN=OTHER_ULN)],
        False,
        THE_YEAR,
    ),
    case("no ULN on the destination record", [learner(), progression(ULN=None)], False, THE_YEAR),
    case("no ULN on the learner", [learner(ULN=None), progression()], False, THE_YEAR),
    case(
        "no reference", [learner(LearnRefNumber=None), progression(LearnRefNumber=None, ULN=OTHER_ULN)], False, THE_YEAR
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert f"has the ULN {OTHER_ULN}, but the learner has {ULN}" in says(
        CODE, [learner(), progression(ULN=OTHER_ULN)], THE_YEAR
    )
