from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "ULN_09"
TABLE = [
    case(
        "in custody, prepared on 1 January",
        learner(aim(LearningDeliveryFAM=fams("LDM034")), ULN=9999999999),
        1,
        judged(prepared=date(2026, 1, 1)),
    ),
    case(
        "in custody, prepared on 31 December",
        learner(aim(LearningDeliveryFAM=fams("LDM034")), ULN=9999999999),
        0,
        judged(prepared=date(2025, 12, 31)),
    ),
    case(
        "one of two aims in custody",
        learner(aim(LearningDeliveryFAM=fams("LDM034")), aim(), ULN=9999999999),
        1,
        judged(prepared=date(2026, 1, 1)),
    ),
    case("not in custody", learner(ULN=9999999999), 0, judged(prepared=date(2026, 1, 1))),
    case("a real ULN", learner(aim(LearningDeliveryFAM=fams("LDM034"))), 0, judged(prepared=date(2026, 1, 1))),
    case("no ULN", learner(aim(LearningDeliveryFAM=fams("LDM034")), ULN=None), 0, judged(prepared=date(2026, 1, 1))),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The ULN is 9999999999" in says(
        CODE, learner(aim(LearningDeliveryFAM=fams("LDM034")), ULN=9999999999), judged(prepared=date(2026, 1, 1))
    )
