"""The funding model is one that the authority's rules allow."""

from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_FundModel_01"
FAULTY = learner(aim(LearnStartDate=date(2024, 8, 1), FundModel=37))
TABLE = [
    case("35 is right", learner(), False),
    case("38 before August 2024 is a finding", learner(aim(LearnStartDate=date(2024, 7, 31), FundModel=38)), True),
    case("38 from 1 August 2024 is right", learner(aim(LearnStartDate=date(2024, 8, 1), FundModel=38)), False),
    case("35 from 1 August 2024 is right too", learner(aim(LearnStartDate=date(2024, 8, 1), FundModel=35)), False),
    case("37 is a finding", learner(aim(LearnStartDate=date(2024, 8, 1), FundModel=37)), True),
    case("none is a finding", learner(aim(FundModel=None)), True),
    case("without a start 38 is not a finding", learner(aim(LearnStartDate=None, FundModel=38)), False),
    case("Z0010211 goes by its own date", learner(milestone(day=date(2024, 7, 31), FundModel=38)), True),
    case(
        "35 is a finding if the reading asks for 38 alone",
        learner(aim(LearnStartDate=date(2024, 8, 1), FundModel=35)),
        True,
        given("[readings.fund_models]\nfrom_2024_08 = [38]"),
    ),
    case(
        "37 is right if the reading allows it",
        learner(aim(FundModel=37)),
        False,
        given("[readings.fund_models]\nbefore_2024_08 = [35, 37]"),
    ),
    case("other learning is not concerned", learner(aim(LearnAimRef="60000001", FundModel=36)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "1 August 2024" in message
    assert "is 37" in message
    assert "the contract allows 35 and 38" in message
    assert "the national service takes 38 for this start" in message
    before = says(CODE, learner(aim(LearnStartDate=date(2024, 7, 31), FundModel=38)))
    assert "the contract allows 35, and the national service takes 35" in before


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
