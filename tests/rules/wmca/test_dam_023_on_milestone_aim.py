"""Z0010211 and Z0010212 carry DAM 023."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnDelFAMType_03"
FAULTY = learner(milestone(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM001")))
TABLE = [
    case("with 023 it is right", learner(milestone()), False),
    case(
        "Z0010211 without it is a finding",
        learner(milestone(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM001"))),
        True,
    ),
    case(
        "Z0010212 without it is a finding",
        learner(milestone("Z0010212", LearningDeliveryFAM=fams("SOF112", "FFI1"))),
        True,
    ),
    case("the bootcamp without it is NP-09", learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1"))), False),
    case(
        "with the other reading it is NP-09",
        learner(milestone(LearningDeliveryFAM=fams("SOF112", "FFI1"))),
        False,
        given('dam023_on_z = "no_pay"'),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0010211" in message
    assert "DAM codes: 001" in message
