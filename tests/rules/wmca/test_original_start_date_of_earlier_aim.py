"""The original start date of a restart is the start of an earlier aim."""

from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import START, aim, fams, given, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_OrigLearnStartDate_02"
FAULTY = learner(
    aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
    aim(
        AimSeqNumber=2,
        LearnStartDate=date(2024, 6, 10),
        OrigLearnStartDate=date(2024, 5, 2),
        LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
    ),
)
TABLE = [
    case(
        "the earlier start is right",
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
        "another day is a finding",
        learner(
            aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=date(2024, 5, 2),
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            ),
        ),
        True,
    ),
    case(
        "the first of three spells is right",
        learner(
            aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
                CompStatus=6,
                LearnActEndDate=date(2024, 6, 20),
                Outcome=3,
            ),
            aim(
                AimSeqNumber=3,
                LearnStartDate=date(2024, 7, 1),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            ),
        ),
        False,
    ),
    case(
        "no earlier aim is another rule's business",
        learner(
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=START,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            )
        ),
        False,
    ),
    case(
        "no original start is another rule's business",
        learner(
            aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=None,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            ),
        ),
        False,
    ),
    case(
        "an original start before the file's year cannot be seen",
        learner(
            aim(LearnStartDate=date(2024, 8, 1), CompStatus=6, LearnActEndDate=date(2024, 8, 5), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 9, 2),
                OrigLearnStartDate=date(2024, 7, 31),
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            ),
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
    assert "2 May 2024" in message
    assert "1 May 2024" in message
