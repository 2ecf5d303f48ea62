"""Social destinations are for other learners."""

import pytest

from openlet.facts.given import Given
from tests.make import boxes, finished, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ProvSpecDelMon_09"
FAULTY = learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA17.1")))
TABLE = [
    case("a job is right", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3"))), False),
    case("WMCA17.1 is a finding", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA17.1"))), True),
    case("WMCA18.1 is a finding", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA18.1"))), True),
    case("WMCA19.1 is a finding", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA19.1"))), True),
    case("WMCA20.1 is a finding", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA20.1"))), True),
    case("a gap year is right here", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA16.1"))), False),
    case(
        "an unknown code is another rule's business",
        learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA17.0"))),
        False,
    ),
    case("no code is another rule's business", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "WMCA17.1" in message
