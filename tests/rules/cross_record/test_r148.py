from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import PriorAttain
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "R148"
START = date(2024, 8, 1)


def offered(
    *pairs: str,
    start: date | None = START,
    born: date | None = date(2002, 3, 4),
    levels: tuple[int | None, ...] = (10,),
    model: int = 38,
) -> Records:
    course = aim(LearnStartDate=start, FundModel=model, LearningDeliveryFAM=fams("SOF112", "LDM378", *pairs))
    attained = [PriorAttain(PriorLevel=level, DateLevelApp=date(2010, 7, 31)) for level in levels]
    return learner(course, PriorAttain=attained, DateOfBirth=born)


TABLE = [
    case("22 years old with full level 3", offered(), True),
    case("starts on 31 July 2024", offered(start=date(2024, 7, 31)), False),
    case("19 on the start day", offered(born=date(2005, 8, 1)), True),
    case("19 the day after", offered(born=date(2005, 8, 2)), False),
    case("23 until the day after the start", offered(born=date(2000, 8, 2)), True),
    case("24 on the start day", offered(born=date(2000, 8, 1)), False),
    case("no date of birth", offered(born=None), False),
    case("no start", offered(start=None), False),
    case("prior attainment 1", offered(levels=(1,)), False),
    case("prior attainment 2", offered(levels=(2,)), False),
    case("prior attainment 3", offered(levels=(3,)), False),
    case("prior attainment 4", offered(levels=(4,)), False),
    case("prior attainment 5", offered(levels=(5,)), False),
    case("prior attainment 99", offered(levels=(99,)), False),
    case("prior attainment 6 is a full level 3", offered(levels=(6,)), True),
    case("prior attainment 97 is a full level 3", offered(levels=(97,)), True),
    case("prior attainment 98 is a full level 3", offered(levels=(98,)), True),
    case("one of two levels is below", offered(levels=(10, 4)), False),
    case("no prior attainment", offered(levels=()), True),
    case("earnings below the threshold (LDM 391)", offered("LDM391"), False),
    case("delivery exclusion (DAM 023)", offered("DAM023"), False),
    case("another DAM", offered("DAM001"), True),
    case(
        "no level 3 free course", learner(aim(LearnStartDate=START, FundModel=38), DateOfBirth=date(2002, 3, 4)), False
    ),
    case("another funding model", offered(model=35), False),
    case("not a rule of 2023-24", offered(), False, judged("2023-24")),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "under 24, has prior attainment 10" in says(CODE, offered())
