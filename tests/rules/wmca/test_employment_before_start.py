"""There is an employment status before the start."""

import pytest

from openlet.facts.given import Given
from tests.make import START, aim, given, learner, status
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_EmpStat_01"
FAULTY = learner(LearnerEmploymentStatus=[status(since=START)])
TABLE = [
    case("the day before is right", learner(), False, given('empstat_missing = "todo"')),
    case(
        "the start day itself is a finding",
        learner(LearnerEmploymentStatus=[status(since=START)]),
        True,
        given('empstat_missing = "todo"'),
    ),
    case("none is a finding", learner(LearnerEmploymentStatus=[]), True, given('empstat_missing = "todo"')),
    case("by default it is NP-10", learner(LearnerEmploymentStatus=[]), False),
    case(
        "not known before the start is NP-10",
        learner(LearnerEmploymentStatus=[status(98)]),
        False,
        given('empstat_missing = "todo"'),
    ),
    case(
        "one before and one after is right",
        learner(LearnerEmploymentStatus=[status(), status(10, START)]),
        False,
        given('empstat_missing = "todo"'),
    ),
    case(
        "no start is another rule's business",
        learner(aim(LearnStartDate=None), LearnerEmploymentStatus=[]),
        False,
        given('empstat_missing = "todo"'),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY, given('empstat_missing = "todo"'))
    assert "start on 1 May 2024" in message
    assert "entered: 1 May 2024" in message
