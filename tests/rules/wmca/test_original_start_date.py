"""A restart has its original start date."""

from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import START, aim, fams, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_OrigLearnStartDate_01"
FAULTY = learner(
    aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
    aim(
        AimSeqNumber=2,
        LearnStartDate=date(2024, 6, 10),
        OrigLearnStartDate=date(2024, 6, 11),
        LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
    ),
)
TABLE = [
    case(
        "an earlier original start is right",
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
        "the start day itself is not a finding",
        learner(
            aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=date(2024, 6, 10),
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            ),
        ),
        False,
    ),
    case(
        "a day later is a finding",
        learner(
            aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=date(2024, 6, 11),
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            ),
        ),
        True,
    ),
    case(
        "none is a finding",
        learner(
            aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3),
            aim(
                AimSeqNumber=2,
                LearnStartDate=date(2024, 6, 10),
                OrigLearnStartDate=None,
                LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "RES1"),
            ),
        ),
        True,
    ),
    case("an aim that is no restart needs none", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "10 June 2024" in message
    assert "11 June 2024" in message
