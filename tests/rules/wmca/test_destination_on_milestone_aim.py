"""WMCA destination codes stand on the bootcamp aim."""

import pytest

from openlet.facts.given import Given
from tests.make import boxes, finished, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ProvSpecDelMon_05"
FAULTY = learner(milestone(ProviderSpecDeliveryMonitoring=boxes("Z0020001", "WMCA1.3")))
TABLE = [
    case("a bootcamp reference alone is right", learner(milestone()), False),
    case(
        "on Z0010211 a code is a finding",
        learner(milestone(ProviderSpecDeliveryMonitoring=boxes("Z0020001", "WMCA1.3"))),
        True,
    ),
    case(
        "on Z0010212 a code is a finding",
        learner(milestone("Z0010212", ProviderSpecDeliveryMonitoring=boxes("Z0020001", "WMCA1.3"))),
        True,
    ),
    case("on the bootcamp it is right", learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3"))), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0010211" in message
    assert "WMCA1.3" in message
