"""A learner who left from April to July 2024 will need a destination record."""

from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import finished, given, learner, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_DPOutcome_02"
FAULTY: Records = [learner(finished())]
TABLE = [
    case("with a record it is right", [learner(finished()), progression()], False),
    case("without one it is a finding", [learner(finished())], True),
    case(
        "two months after leaving it still is",
        [learner(finished(LearnActEndDate=date(2024, 7, 31)))],
        True,
        given(as_of=date(2024, 9, 30)),
    ),
    case(
        "a day later another rule takes over",
        [learner(finished(LearnActEndDate=date(2024, 7, 31)))],
        False,
        given(as_of=date(2024, 10, 1)),
    ),
    case("a leaver of 1 August 2024 needs none", [learner(finished(LearnActEndDate=date(2024, 8, 1)))], False),
    case(
        "a starter of May who left in August needs one as a starter",
        [learner(finished(LearnActEndDate=date(2024, 8, 1)))],
        True,
        given('dp_population = "starters"'),
    ),
    case("still learning needs none", [learner()], False),
    case("from 2024-25 on there are no destination records", [learner(finished())], False, given(year="2024-25")),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "31 July 2024" in message
    assert "30 September 2024" in message
