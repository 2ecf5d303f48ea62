from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearningDelivery, LearningDeliveryFAM
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, says

CODE = "R106"


def support(begins: date | None, ends: date | None = None, kind: str = "LSF") -> LearningDeliveryFAM:
    return LearningDeliveryFAM(
        LearnDelFAMType=kind, LearnDelFAMCode="1", LearnDelFAMDateFrom=begins, LearnDelFAMDateTo=ends
    )


def supported(*records: LearningDeliveryFAM) -> LearningDelivery:
    return aim(LearningDeliveryFAM=[*fams("SOF112", "FFI1", "DAM023"), *records])


MAY_1, MAY_31, JUNE_1, JUNE_30 = date(2024, 5, 1), date(2024, 5, 31), date(2024, 6, 1), date(2024, 6, 30)
LAST, FIRST = date(2016, 7, 31), date(2016, 8, 1)
TABLE = [
    case(
        "the next begins on the day after the end",
        learner(supported(support(MAY_1, MAY_31)), supported(support(JUNE_1))),
        False,
    ),
    case(
        "the next begins on the day of the end, on another aim",
        learner(supported(support(MAY_1, JUNE_1)), supported(support(JUNE_1))),
        True,
    ),
    case("the earlier one has no end", learner(supported(support(MAY_1)), supported(support(JUNE_1))), True),
    case("the later one has no end", learner(supported(support(MAY_1, MAY_31)), supported(support(JUNE_1))), False),
    case("on one aim", learner(supported(support(MAY_1), support(JUNE_1))), True),
    case(
        "three that overlap are one finding",
        learner(supported(support(MAY_1), support(MAY_31)), supported(support(JUNE_1))),
        True,
    ),
    case("support from before August 2016 is not looked at", learner(supported(support(LAST), support(FIRST))), False),
    case("support from August 2016 is", learner(supported(support(FIRST), support(FIRST))), True),
    case(
        "two bursaries are not for this rule",
        learner(supported(support(MAY_1, kind="ALB")), supported(support(JUNE_1, kind="ALB"))),
        False,
    ),
    case("one without a date from", learner(supported(support(None)), supported(support(JUNE_1))), False),
    case(
        "two learners",
        [learner(supported(support(MAY_1))), learner(supported(support(MAY_1)), LearnRefNumber="L0002")],
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "begins on 1 June 2024" in says(CODE, learner(supported(support(MAY_1)), supported(support(JUNE_1))))
