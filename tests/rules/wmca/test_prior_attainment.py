"""The learner's prior attainment is there."""

from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import PriorAttain
from openlet.rules import Severity
from tests.make import aim, given, learner
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_PriorLevel_01"
FAULTY = learner(PriorAttain=[PriorAttain(PriorLevel=50, DateLevelApp=date(2010, 7, 31))])
TABLE = [
    case("a level is right", learner(), False),
    case(
        "no qualifications is a level",
        learner(PriorAttain=[PriorAttain(PriorLevel=99, DateLevelApp=date(2010, 7, 31))]),
        False,
    ),
    case("no prior attainment is a finding", learner(PriorAttain=[]), True),
    case(
        "a date without a level is a finding", learner(PriorAttain=[PriorAttain(DateLevelApp=date(2010, 7, 31))]), True
    ),
    case(
        "a level outside the list is a finding",
        learner(PriorAttain=[PriorAttain(PriorLevel=50, DateLevelApp=date(2010, 7, 31))]),
        True,
    ),
    case(
        "one listed level is enough",
        learner(
            PriorAttain=[
                PriorAttain(PriorLevel=50, DateLevelApp=date(2010, 7, 31)),
                PriorAttain(PriorLevel=3, DateLevelApp=date(2011, 7, 31)),
            ]
        ),
        False,
    ),
    case("a learner without bootcamps is not concerned", learner(aim(LearnAimRef="60000001"), PriorAttain=[]), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "attainment is 50" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('prior_attainment = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('prior_attainment = "no_pay"')) is Severity.NO_PAY
