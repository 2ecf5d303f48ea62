from datetime import date, timedelta

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerEmploymentStatus, PriorAttain
from tests.make import aim, fams, learner, status
from tests.rules.table import Records, case, fires, says

CODE = "R132"
JULY_31 = date(2024, 7, 31)


def offered(
    *pairs: str,
    start: date | None = JULY_31,
    levels: tuple[int | None, ...] = (10,),
    work: LearnerEmploymentStatus | None = None,
    model: int = 35,
) -> Records:
    course = aim(LearnStartDate=start, FundModel=model, LearningDeliveryFAM=fams("SOF112", "LDM378", *pairs))
    attained = [PriorAttain(PriorLevel=level, DateLevelApp=date(2010, 7, 31)) for level in levels]
    return learner(course, PriorAttain=attained, LearnerEmploymentStatus=[work or status()])


TABLE = [
    case("full level 3, out of work without benefits", offered(), True),
    case("prior attainment 6", offered(levels=(6,)), True),
    case("prior attainment 7", offered(levels=(7,)), True),
    case("prior attainment 8", offered(levels=(8,)), True),
    case("prior attainment 9", offered(levels=(9,)), True),
    case("prior attainment 97", offered(levels=(97,)), True),
    case("prior attainment 98", offered(levels=(98,)), True),
    case("prior attainment 5 is less than a full level 3", offered(levels=(5,)), False),
    case("prior attainment 99 is less than a full level 3", offered(levels=(99,)), False),
    case("one of two levels is enough", offered(levels=(1, 10)), True),
    case("no level", offered(levels=(None,)), False),
    case("starts on 31 March 2022", offered(start=date(2022, 3, 31), work=status(since=date(2022, 1, 1))), False),
    case("starts on 1 April 2022", offered(start=date(2022, 4, 1), work=status(since=date(2022, 1, 1))), True),
    case("starts on 1 August 2024", offered(start=date(2024, 8, 1)), False),
    case("no start", offered(start=None), False),
    case("low wages (LDM 382)", offered("LDM382"), False),
    case("another LDM", offered("LDM363"), True),
    case("delivery exclusion (DAM 023)", offered("DAM023"), False),
    case("another DAM", offered("DAM001"), True),
    case(
        "no level 3 free course",
        learner(aim(LearningDeliveryFAM=fams("SOF112")), PriorAttain=[PriorAttain(PriorLevel=10)]),
        False,
    ),
    case("jobseeker's allowance", offered(work=status(11, BSI=1)), False),
    case("jobseeker's allowance, but in work", offered(work=status(10, BSI=1)), False),
    case("out of work with benefit 4", offered(work=status(12, BSI=4)), False),
    case("out of work with benefit 5", offered(work=status(12, BSI=5)), False),
    case("out of work with benefit 6", offered(work=status(12, BSI=6)), False),
    case("out of work with a benefit that has ended", offered(work=status(12, BSI=3)), True),
    case("in work with hours 2 and universal credit", offered(work=status(10, BSI=4, EII=2)), False),
    case("in work with hours 5 and universal credit", offered(work=status(10, BSI=4, EII=5)), False),
    case("in work with hours 6 and universal credit", offered(work=status(10, BSI=4, EII=6)), False),
    case("in work with hours 7 and universal credit", offered(work=status(10, BSI=4, EII=7)), True),
    case("few hours without benefits", offered(work=status(10, EII=5)), True),
    case("a status not known with universal credit", offered(work=status(98, BSI=4, EII=5)), True),
    case("benefits from the start day", offered(work=status(11, JULY_31, BSI=1)), False),
    case("benefits from the day after", offered(work=status(11, JULY_31 + timedelta(days=1), BSI=1)), True),
    case("benefits with another funding model do not count", offered(work=status(11, BSI=1), model=99), True),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "has prior attainment 10" in says(CODE, offered())
