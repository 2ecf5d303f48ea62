"""The job offer does not come before the interview offer."""

from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import boxes, finished, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnStartDate_03"
FAULTY = learner(finished(), milestone(), milestone("Z0010212", day=date(2024, 8, 4)))
TABLE = [
    case("after it is right", learner(finished(), milestone(), milestone("Z0010212", day=date(2024, 8, 6))), False),
    case("the same day is right", learner(finished(), milestone(), milestone("Z0010212")), False),
    case(
        "the day before is a finding",
        learner(finished(), milestone(), milestone("Z0010212", day=date(2024, 8, 4))),
        True,
    ),
    case("without Z0010211 it is not judged", learner(finished(), milestone("Z0010212", day=date(2024, 8, 4))), False),
    case(
        "another bootcamp's is not judged",
        learner(
            finished(),
            milestone(ProviderSpecDeliveryMonitoring=boxes("Z0020002")),
            milestone("Z0010212", day=date(2024, 8, 4)),
        ),
        False,
    ),
    case(
        "no date is another rule's business",
        learner(finished(), milestone(), milestone("Z0010212", LearnStartDate=None)),
        False,
    ),
    case(
        "the first of two counts",
        learner(
            finished(),
            milestone(),
            milestone(day=date(2024, 8, 12), AimSeqNumber=4),
            milestone("Z0010212", day=date(2024, 8, 6)),
        ),
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "4 August 2024" in message
    assert "5 August 2024" in message
    assert "Z0020001" in message
