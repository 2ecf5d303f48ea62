"""A learner who left has a WMCA destination code."""

from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import boxes, codes, finished, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_ProvSpecDelMon_01"
FAULTY = learner(finished(ProviderSpecDeliveryMonitoring=boxes("own note")))
TABLE = [
    case("a code is right", learner(finished()), False),
    case(
        "the code may stand in the last field",
        learner(finished(ProviderSpecDeliveryMonitoring=boxes("own note", "Contribution 10", "other", "WMCA1.3"))),
        False,
    ),
    case("no code is a finding", learner(finished(ProviderSpecDeliveryMonitoring=[])), True),
    case("other values do not help", learner(finished(ProviderSpecDeliveryMonitoring=boxes("own note"))), True),
    case(
        "withdrawn without a code is a finding",
        learner(finished(CompStatus=3, ProviderSpecDeliveryMonitoring=[])),
        True,
    ),
    case("continuing needs none", learner(), False),
    case("temporarily withdrawn needs none", learner(finished(CompStatus=6, ProviderSpecDeliveryMonitoring=[])), False),
    case(
        "an unknown code is another rule's business",
        learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA99.9"))),
        False,
    ),
    case(
        "a leaver of August 2024 needs one too",
        learner(finished(LearnActEndDate=date(2024, 8, 1), ProviderSpecDeliveryMonitoring=[])),
        True,
        given(year="2024-25"),
    ),
    case(
        "a leaver after March 2025 needs one too",
        learner(finished(LearnActEndDate=date(2025, 4, 1), ProviderSpecDeliveryMonitoring=[])),
        True,
        given(year="2024-25", as_of=date(2025, 5, 1)),
    ),
    case("Z0010211 needs none", learner(milestone()), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001 is 2" in message
    assert "31 July 2024" in message
    assert "own note" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('destination_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('destination_missing = "no_pay"')) is Severity.NO_PAY


def test_the_example_of_august_2024_to_march_2025_passes() -> None:
    """A-131: the WMCA code alone."""
    leaver = finished(LearnActEndDate=date(2024, 11, 29), ProviderSpecDeliveryMonitoring=boxes("WMCA1.1"))
    assert not codes(learner(leaver), given(year="2024-25", as_of=date(2025, 3, 31)))
