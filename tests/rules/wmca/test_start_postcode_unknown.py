"""The learning start date postcode is known."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LSDPostcode_02"
FAULTY = learner(aim(LSDPostcode="ZZ99 9ZZ"))
TABLE = [
    case("a postcode is right", learner(), False),
    case("ZZ99 9ZZ is a finding", learner(aim(LSDPostcode="ZZ99 9ZZ")), True),
    case("a missing postcode is another rule's business", learner(aim(LSDPostcode=None)), False),
    case("with the other reading it is NP-07", learner(aim(LSDPostcode="ZZ99 9ZZ")), False, given('zz99 = "no_pay"')),
    case(
        "with the other reading and DAM 001 it is still a finding",
        learner(aim(LSDPostcode="ZZ99 9ZZ", LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM001"))),
        True,
        given('zz99 = "no_pay"'),
    ),
    case("Z0010211 is not concerned", learner(milestone(LSDPostcode="ZZ99 9ZZ")), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "ZZ99 9ZZ" in message
    assert "111 days" in message
    assert "1 May 2024" in message
