"""There is only one WMCA destination code."""

import pytest

from openlet.facts.given import Given
from tests.make import boxes, finished, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ProvSpecDelMon_03"
FAULTY = learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "WMCA5.0")))
TABLE = [
    case("one code is right", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3"))), False),
    case(
        "two codes are a finding", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "WMCA5.0"))), True
    ),
    case(
        "the same code twice is right",
        learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "WMCA1.3"))),
        False,
    ),
    case(
        "a right and a wrong one are a finding",
        learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "WMCA2.5"))),
        True,
    ),
    case(
        "other values do not count",
        learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "Contribution 10", "own note"))),
        False,
    ),
    case("no code is another rule's business", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "WMCA1.3 and WMCA5.0" in message
