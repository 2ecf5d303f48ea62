"""The bootcamp aim does not name a bootcamp in its provider specified fields."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, boxes, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ProvSpecDelMon_06"
FAULTY = learner(aim(ProviderSpecDeliveryMonitoring=boxes("Z0020002")))
TABLE = [
    case("no value is right", learner(), False),
    case("the bootcamp itself is a finding", learner(aim(ProviderSpecDeliveryMonitoring=boxes("Z0020001"))), True),
    case("another bootcamp is a finding", learner(aim(ProviderSpecDeliveryMonitoring=boxes("Z0020002"))), True),
    case("what looks like one is a finding", learner(aim(ProviderSpecDeliveryMonitoring=boxes("Z0029999"))), True),
    case(
        "other values are left alone",
        learner(aim(ProviderSpecDeliveryMonitoring=boxes("own note", "Contribution 10"))),
        False,
    ),
    case("on Z0010211 it is right", learner(milestone()), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "Z0020002" in message
