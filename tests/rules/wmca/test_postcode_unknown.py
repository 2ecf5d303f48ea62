"""The learner's postcode is known."""

import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_Postcode_02"
FAULTY = learner(Postcode="ZZ99 9ZZ")
TABLE = [
    case("a postcode is right", learner(), False),
    case("ZZ99 9ZZ is a finding", learner(Postcode="ZZ99 9ZZ"), True),
    case("a missing postcode is another rule's business", learner(Postcode=None), False),
    case("ZZ99 9ZZ prior to enrolment is not", learner(PostcodePrior="ZZ99 9ZZ"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "ZZ99 9ZZ" in message
