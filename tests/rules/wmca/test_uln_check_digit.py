"""The ULN passes its check digit."""

import pytest

from openlet.facts.given import Given
from tests.make import given, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ULN_01"
FAULTY = learner(ULN=1000000028)
TABLE = [
    case("a right ULN is right", learner(), False, given('uln_checksum = "todo"')),
    case(
        "a wrong check digit is a finding if the reading says so",
        learner(ULN=1000000028),
        True,
        given('uln_checksum = "todo"'),
    ),
    case("a wrong check digit is NP-02 by default", learner(ULN=1000000028), False),
    case("too few digits are a finding", learner(ULN=123), True, given('uln_checksum = "todo"')),
    case("the temporary ULN is NP-02", learner(ULN=9999999999), False, given('uln_checksum = "todo"')),
    case("a missing ULN is NP-02", learner(ULN=None), False, given('uln_checksum = "todo"')),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY, given('uln_checksum = "todo"'))
    assert "1000000028" in message
