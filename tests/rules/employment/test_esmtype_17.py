from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import EmploymentStatusMonitoring, Learner, LearnerEmploymentStatus
from tests.make import START, aim, fams, learner, status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_17"
ACADEMY = aim(LearningDeliveryFAM=fams("LDM375"))
UNREADABLE = LearnerEmploymentStatus(
    EmpStat=11,
    DateEmpStatApp=START,
    EmploymentStatusMonitoring=[EmploymentStatusMonitoring(ESMType="BSI", raw={"ESMCode": "UC"})],
)


def academy(*monitoring: tuple[str, int]) -> Learner:
    """A learner of a sector-based work academy, with a status for each monitoring."""
    statuses = [status(11, date(2024, 5, day), **{kind: code}) for day, (kind, code) in enumerate(monitoring, 1)]
    return learner(ACADEMY, LearnerEmploymentStatus=statuses)


TABLE = [
    *[case(f"benefit {c}", academy(("BSI", c)), 0) for c in (1, 4, 5)],
    *[case(f"benefit {c}", academy(("BSI", c)), 1) for c in (2, 3, 6)],
    case("benefit 4 and later 6", academy(("BSI", 4), ("BSI", 6)), 1),
    case("no benefit", academy(("LOU", 1)), 1),
    case("no status", academy(), 1),
    case(
        "one of two aims is of a work academy",
        learner(aim(), aim(LearningDeliveryFAM=fams("LDM375")), LearnerEmploymentStatus=[]),
        1,
    ),
    case("a benefit that cannot be read", learner(ACADEMY, LearnerEmploymentStatus=[UNREADABLE]), 0),
    case("another benefit without a work academy", learner(LearnerEmploymentStatus=[status(11, START, BSI=6)]), 0),
    case(
        "another monitoring code on the aim",
        learner(aim(LearningDeliveryFAM=fams("LDM374")), LearnerEmploymentStatus=[]),
        0,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "the benefits entered (BSI) are: 6" in says(CODE, academy(("BSI", 6)))
