"""DAM 010 stands only on employed learners."""

import pytest

from openlet.facts.given import Given
from tests.make import START, aim, fams, learner, status
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnDelFAMType_05"
FAULTY = learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM010")))
TABLE = [
    case(
        "an employed learner with DAM 010 is right",
        learner(
            aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM010")), LearnerEmploymentStatus=[status(10)]
        ),
        False,
    ),
    case(
        "a learner out of work with it is a finding",
        learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM010"))),
        True,
    ),
    case(
        "a learner who looks for no work with it is a finding",
        learner(
            aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM010")), LearnerEmploymentStatus=[status(12)]
        ),
        True,
    ),
    case("without DAM 010 it is right", learner(), False),
    case(
        "no status before the start is NP-10",
        learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM010")), LearnerEmploymentStatus=[]),
        False,
    ),
    case(
        "a job that began on the start day came too late",
        learner(
            aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM010")),
            LearnerEmploymentStatus=[status(), status(10, START)],
        ),
        True,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "1 May 2024" in message
    assert "is 11" in message
