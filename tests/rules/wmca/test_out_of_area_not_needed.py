"""DAM 001 stands only on learners from outside the area."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnDelFAMType_06"
FAULTY = learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM001")))
TABLE = [
    case("inside without DAM 001 is right", learner(), False),
    case(
        "inside with it is a finding",
        learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM001"))),
        True,
    ),
    case(
        "outside with it is right",
        learner(aim(LSDPostcode="SW1A 1AA", LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM001"))),
        False,
    ),
    case(
        "not known with it is right",
        learner(aim(LSDPostcode="ZZ99 9ZZ", LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM001"))),
        False,
    ),
    case(
        "no postcode is another rule's business",
        learner(aim(LSDPostcode=None, LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM001"))),
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "B1 1AA" in message
