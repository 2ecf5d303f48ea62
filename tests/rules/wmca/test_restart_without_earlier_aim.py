"""A restart has an earlier aim that was broken off."""

from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import START, aim, fams, given, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnDelFAMType_08"
FAULTY = learner(
    aim(
        AimSeqNumber=2,
        LearnStartDate=date(2024, 6, 10),
        OrigLearnStartDate=START,
        LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
    )
)
TABLE = [
    case(
        "a restart after a temporary withdrawal is right",
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
        "a restart after a withdrawal is right",
        learner(
            aim(CompStatus=3, LearnActEndDate=date(2024, 5, 20), Outcome=3),
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
        "a restart after a completed aim is a finding",
        learner(
            aim(CompStatus=2, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            ),
        ),
        True,
    ),
    case(
        "a restart without an earlier aim is a finding",
        learner(
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            )
        ),
        True,
    ),
    case(
        "an earlier aim of another bootcamp does not help",
        learner(
            aim(LearnAimRef="Z0020002", CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            ),
        ),
        True,
    ),
    case(
        "the earlier aim may be in an earlier year's return",
        learner(
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 9, 2),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            )
        ),
        False,
        given(year="2024-25", as_of=date(2024, 10, 1)),
    ),
    case(
        "an original start in the file's year asks for the aim",
        learner(
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 9, 2),
                OrigLearnStartDate=date(2024, 8, 1),
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            )
        ),
        True,
        given(year="2024-25", as_of=date(2024, 10, 1)),
    ),
    case(
        "an original start on the eve of the year does not",
        learner(
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 9, 2),
                OrigLearnStartDate=date(2024, 7, 31),
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            )
        ),
        False,
        given(year="2024-25", as_of=date(2024, 10, 1)),
    ),
    case("an aim that is no restart is right", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "10 June 2024" in message
    assert "1 May 2024" in message
