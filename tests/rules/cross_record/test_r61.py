from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearningDelivery, LearningDeliveryFAM
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, says

CODE = "R61"


def support(begins: date | None, ends: date | None = None, kind: str = "LSF") -> LearningDeliveryFAM:
    return LearningDeliveryFAM(
        LearnDelFAMType=kind, LearnDelFAMCode="1", LearnDelFAMDateFrom=begins, LearnDelFAMDateTo=ends
    )


def supported(*records: LearningDeliveryFAM) -> LearningDelivery:
    return aim(LearningDeliveryFAM=[*fams("SOF112", "FFI1", "DAM023"), *records])


MAY_1, MAY_31, JUNE_1, JUNE_30 = date(2024, 5, 1), date(2024, 5, 31), date(2024, 6, 1), date(2024, 6, 30)
TABLE = [
    case(
        "the next begins on the day after the end",
        learner(supported(support(MAY_1, MAY_31), support(JUNE_1, JUNE_30))),
        False,
    ),
    case(
        "the next begins on the day of the end",
        learner(supported(support(MAY_1, JUNE_1), support(JUNE_1, JUNE_30))),
        True,
    ),
    case("the next begins before the end", learner(supported(support(MAY_1, JUNE_30), support(JUNE_1, JUNE_30))), True),
    case("the earlier one has no end", learner(supported(support(MAY_1), support(JUNE_1, JUNE_30))), True),
    case("the later one has no end", learner(supported(support(MAY_1, MAY_31), support(JUNE_1))), False),
    case("in the file the other way round", learner(supported(support(JUNE_1, JUNE_30), support(MAY_1, JUNE_1))), True),
    case(
        "three that overlap are two findings", learner(supported(support(MAY_1), support(MAY_31), support(JUNE_1))), 2
    ),
    case(
        "two bursaries that overlap", learner(supported(support(MAY_1, kind="ALB"), support(JUNE_1, kind="ALB"))), True
    ),
    case("a bursary and learning support", learner(supported(support(MAY_1), support(JUNE_1, kind="ALB"))), False),
    case(
        "two contract types that overlap are not for this rule",
        learner(supported(support(MAY_1, kind="ACT"), support(JUNE_1, kind="ACT"))),
        False,
    ),
    case("on two aims it is for R106", learner(supported(support(MAY_1)), supported(support(JUNE_1))), False),
    case("one without a date from", learner(supported(support(None), support(JUNE_1))), False),
    case("one record", learner(supported(support(MAY_1))), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "The LSF record from 1 June 2024" in says(CODE, learner(supported(support(MAY_1), support(JUNE_1))))
