"""A destination is recorded only when the learner has left."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, boxes, finished, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ProvSpecDelMon_04"
FAULTY = learner(aim(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3")))
TABLE = [
    case("completed is right", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3"))), False),
    case("withdrawn is right", learner(finished(CompStatus=3)), False),
    case("continuing is a finding", learner(aim(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3"))), True),
    case("temporarily withdrawn is a finding", learner(finished(CompStatus=6)), True),
    case("no code is right", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "WMCA1.3" in message
    assert "status is 1" in message
