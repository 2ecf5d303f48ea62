from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import START, learner, status
from tests.rules.table import Records, case, fires, says

CODE = "R43"
DAY = date(2024, 4, 30)


def on(*days: date | None) -> Records:
    return learner(LearnerEmploymentStatus=[status(since=day) for day in days])  # type: ignore[arg-type]


TABLE = [
    case("two statuses on following days", on(DAY, START), False),
    case("two statuses on one day", on(DAY, DAY), True),
    case(
        "two statuses on one day, with different codes",
        learner(LearnerEmploymentStatus=[status(11), status(10, EII=5)]),
        True,
    ),
    case("three statuses on one day are one finding", on(DAY, DAY, DAY), True),
    case("two days with two statuses each are two findings", on(DAY, DAY, START, START), 2),
    case("one status", on(DAY), False),
    case("two statuses without a date", on(None, None), False),
    case("two learners with a status on one day each", [learner(), learner(LearnRefNumber="L0002")], False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "30 April 2024" in says(CODE, on(DAY, DAY))
