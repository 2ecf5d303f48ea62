from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "ULN_03"
TABLE = [
    case("prepared on 31 December", learner(ULN=9999999999), 1, judged(prepared=date(2025, 12, 31))),
    case("prepared on 1 January", learner(ULN=9999999999), 0, judged(prepared=date(2026, 1, 1))),
    case("prepared before the year", learner(ULN=9999999999), 1, judged(prepared=date(2025, 7, 1))),
    case("not funded either", learner(aim(FundModel=99), ULN=9999999999), 1),
    case("a real ULN", learner(), 0),
    case("no ULN", learner(ULN=None), 0),
    case(
        "one aim is an apprenticeship under a contract with the employer",
        learner(aim(), aim(FundModel=36, LearningDeliveryFAM=fams("ACT1")), ULN=9999999999),
        0,
    ),
    case(
        "an apprenticeship without such a contract",
        learner(aim(FundModel=36, LearningDeliveryFAM=fams("ACT2")), ULN=9999999999),
        1,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The ULN is 9999999999" in says(CODE, learner(ULN=9999999999))
