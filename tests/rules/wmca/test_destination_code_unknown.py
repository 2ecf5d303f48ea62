"""The WMCA destination code is one of the list."""

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, boxes, finished, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_ProvSpecDelMon_02"
FAULTY = learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA2.5")))
TABLE = [
    case("a code of the list is right", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3"))), False),
    case("WMCA2.5 does not exist", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA2.5"))), True),
    case("WMCA3.4 does not exist", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA3.4"))), True),
    case("WMCA7.1 does not exist", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA7.1"))), True),
    case("WMCA12.3 does not exist", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA12.3"))), True),
    case("WMCA14.1 does not exist", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA14.1"))), True),
    case("WMCA16.0 does not exist", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA16.0"))), True),
    case("WMCA17.0 does not exist", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA17.0"))), True),
    case("small letters are a finding", learner(finished(ProviderSpecDeliveryMonitoring=boxes("wmca1.1"))), True),
    case("blanks within are a finding", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA 1.1"))), True),
    case("half a code is a finding", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1"))), True),
    case("on a continuing aim it is one too", learner(aim(ProviderSpecDeliveryMonitoring=boxes("WMCA2.5"))), True),
    case(
        "a provider's own note is left alone",
        learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "WMCA cohort"))),
        False,
    ),
    case("no code is another rule's business", learner(finished(ProviderSpecDeliveryMonitoring=[])), False),
    case(
        "beside a right one it is a finding",
        learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "WMCA2.5"))),
        True,
    ),
    case(
        "on Z0010211 another rule judges it",
        learner(milestone(ProviderSpecDeliveryMonitoring=boxes("Z0020001", "WMCA2.5"))),
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "WMCA2.5" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('destination_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('destination_missing = "no_pay"')) is Severity.NO_PAY
