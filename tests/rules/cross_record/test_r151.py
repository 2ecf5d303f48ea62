from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import PriorAttain
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "R151"
START = date(2024, 8, 1)


def offered(
    *pairs: str,
    start: date | None = START,
    born: date | None = date(2000, 8, 1),
    levels: tuple[int | None, ...] = (10,),
    model: int = 38,
) -> Records:
    course = aim(LearnStartDate=start, FundModel=model, LearningDeliveryFAM=fams("SOF112", "LDM378", *pairs))
    attained = [PriorAttain(PriorLevel=level, DateLevelApp=date(2010, 7, 31)) for level in levels]
    return learner(course, PriorAttain=attained, DateOfBirth=born)


TABLE = [
    case("24 on the start day", offered(), True),
    case("24 the day after", offered(born=date(2000, 8, 2)), False),
    case("much older", offered(born=date(1960, 1, 1)), True),
    case("whatever the prior attainment", offered(levels=(1,)), True),
    case("starts on 31 July 2024", offered(start=date(2024, 7, 31), born=date(1990, 1, 1)), False),
    case("no date of birth", offered(born=None), False),
    case("no start", offered(start=None), False),
    case("earnings below the threshold (LDM 391)", offered("LDM391"), False),
    case("delivery exclusion (DAM 023)", offered("DAM023"), False),
    case("another DAM", offered("DAM001"), True),
    case("no level 3 free course", learner(aim(LearnStartDate=START, FundModel=38)), False),
    case("another funding model", offered(model=35), False),
    case("not a rule of 2023-24", offered(), False, judged("2023-24")),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "24 or over" in says(CODE, offered())
