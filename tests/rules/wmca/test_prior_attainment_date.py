"""The prior attainment applies from the start or before."""

from datetime import timedelta

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import PriorAttain
from openlet.rules import Severity
from tests.make import START, aim, given, learner
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_DateLevelApp_01"
FAULTY = learner(PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=START + timedelta(days=1))])
TABLE = [
    case("years before is right", learner(), False),
    case("the start day is right", learner(PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=START)]), False),
    case(
        "the day after is a finding",
        learner(PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=START + timedelta(days=1))]),
        True,
    ),
    case("no date is a finding", learner(PriorAttain=[PriorAttain(PriorLevel=5)]), True),
    case(
        "an earlier level beside a later one is enough",
        learner(
            PriorAttain=[
                PriorAttain(PriorLevel=5, DateLevelApp=START + timedelta(days=1)),
                PriorAttain(PriorLevel=3, DateLevelApp=START),
            ]
        ),
        False,
    ),
    case("no prior attainment is another rule's business", learner(PriorAttain=[]), False),
    case(
        "no start is another rule's business",
        learner(aim(LearnStartDate=None), PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=START)]),
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "1 May 2024" in message
    assert "2 May 2024" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('prior_attainment = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('prior_attainment = "no_pay"')) is Severity.NO_PAY
