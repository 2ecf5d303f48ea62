"""The planned learning hours are there where there is learning in the year."""

from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, finished, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_PlanLearnHours_01"
FAULTY = learner(PlanLearnHours=0)
TABLE = [
    case("hours are right", learner(), False),
    case("one hour is enough", learner(PlanLearnHours=1), False),
    case("no hours are a finding", learner(PlanLearnHours=0), True),
    case("missing hours are a finding", learner(PlanLearnHours=None), True),
    case("milestone aims alone need none", learner(milestone(), PlanLearnHours=None), False, given(year="2024-25")),
    case(
        "a bootcamp that ended before the year needs none",
        learner(finished(LearnActEndDate=date(2024, 7, 31)), PlanLearnHours=None),
        False,
        given(year="2024-25"),
    ),
    case(
        "a bootcamp that ended on the first day of the year needs them",
        learner(finished(LearnActEndDate=date(2024, 8, 1)), PlanLearnHours=None),
        True,
        given(year="2024-25"),
    ),
    case(
        "a bootcamp that starts on the last day of the year needs them",
        learner(aim(LearnStartDate=date(2024, 7, 31)), PlanLearnHours=None),
        True,
    ),
    case(
        "a bootcamp that starts after the year needs none",
        learner(aim(LearnStartDate=date(2024, 8, 1)), PlanLearnHours=None),
        False,
    ),
    case("a bootcamp without a start needs none", learner(aim(LearnStartDate=None), PlanLearnHours=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "hours are 0" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
