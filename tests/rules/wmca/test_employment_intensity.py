"""Only employed learners have hours of work."""

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import EmploymentStatusMonitoring, LearnerEmploymentStatus
from tests.make import START, learner, status
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ESMType_03"
FAULTY = learner(LearnerEmploymentStatus=[status(12, EII=8)])
TABLE = [
    case("employed is right", learner(LearnerEmploymentStatus=[status(10, EII=8)]), False),
    case("looking for work is a finding", learner(LearnerEmploymentStatus=[status(11, LOU=1, EII=8)]), True),
    case("not looking is a finding", learner(LearnerEmploymentStatus=[status(12, EII=8)]), True),
    case(
        "no status is another rule's business",
        learner(
            LearnerEmploymentStatus=[
                LearnerEmploymentStatus(
                    DateEmpStatApp=START,
                    EmploymentStatusMonitoring=[EmploymentStatusMonitoring(ESMType="EII", ESMCode=8)],
                )
            ]
        ),
        False,
    ),
    case("without it it is right", learner(LearnerEmploymentStatus=[status(12)]), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "EII 8" in message
    assert "status 12" in message
