"""The learning start date postcode is in the directory."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LSDPostcode_03"
FAULTY = learner(aim(LSDPostcode="B1 9ZZ"))
TABLE = [
    case("a postcode of the area is right", learner(), False),
    case("one outside the area is NP-07", learner(aim(LSDPostcode="SW1A 1AA")), False),
    case("one that does not exist is a finding", learner(aim(LSDPostcode="B1 9ZZ")), True),
    case("ZZ99 9ZZ is another rule's business", learner(aim(LSDPostcode="ZZ99 9ZZ")), False),
    case("a wrong shape is another rule's business", learner(aim(LSDPostcode="B11AA")), False),
    case("none is another rule's business", learner(aim(LSDPostcode=None)), False),
    case(
        "with DAM 001 the area makes no difference",
        learner(aim(LSDPostcode="B1 9ZZ", LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM001"))),
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "B1 9ZZ" in message
