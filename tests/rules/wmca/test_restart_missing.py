"""A restart after a break is marked as one."""

from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import START, aim, fams, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnDelFAMType_07"
FAULTY = learner(
    aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
    aim(
        AimSeqNumber=2,
        LearnStartDate=date(2024, 6, 10),
        OrigLearnStartDate=START,
        LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023"),
    ),
)
TABLE = [
    case(
        "a restart that is marked is right",
        learner(
            aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            ),
        ),
        False,
    ),
    case(
        "a restart that is not marked is a finding",
        learner(
            aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023"),
            ),
        ),
        True,
    ),
    case(
        "after a withdrawal for good it may be a new start",
        learner(
            aim(CompStatus=3, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023"),
            ),
        ),
        False,
    ),
    case(
        "another bootcamp is no restart",
        learner(
            aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023"),
                LearnAimRef="Z0020002",
            ),
        ),
        False,
    ),
    case(
        "the same start day is no restart",
        learner(
            aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=START,
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023"),
            ),
        ),
        False,
    ),
    case("one aim alone is right", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "10 June 2024" in message
    assert "RES is blank" in message
