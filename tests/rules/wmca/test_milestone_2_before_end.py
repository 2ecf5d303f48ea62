"""The interview offer does not come before the end of the bootcamp."""

from datetime import timedelta

import pytest

from openlet.facts.given import Given
from tests.make import PLANNED_END, START, aim, boxes, finished, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnStartDate_02"
FAULTY = learner(finished(), milestone(day=PLANNED_END - timedelta(days=1)))
TABLE = [
    case("after the end is right", learner(finished(), milestone()), False),
    case("the day of the end is right", learner(finished(), milestone(day=PLANNED_END)), False),
    case("the day before is a finding", learner(finished(), milestone(day=PLANNED_END - timedelta(days=1))), True),
    case("a bootcamp that continues is not judged", learner(aim(), milestone(day=START)), False),
    case(
        "another bootcamp is not judged",
        learner(finished(), milestone(day=START, ProviderSpecDeliveryMonitoring=boxes("Z0020002"))),
        False,
    ),
    case("no date is another rule's business", learner(finished(), milestone(LearnStartDate=None)), False),
    case("Z0010212 is not concerned", learner(finished(), milestone("Z0010212", day=START)), False),
    case("without the bootcamp it is not judged", learner(milestone()), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "30 July 2024" in message
    assert "31 July 2024" in message
    assert "Z0020001" in message
