from datetime import date, timedelta
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerEmploymentStatus, PriorAttain
from tests.make import aim, fams, learner, status
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

DAY = timedelta(days=1)
CODE = "LearnAimRef_85"
REFERRING = referring()


def taken(
    reference: str | None = "60000004",
    *others: str,
    start: date | None = date(2024, 5, 1),
    born: date | None = date(1990, 2, 3),
    model: int | None = 35,
    levels: tuple[tuple[int | None, date | None], ...] = ((10, date(2010, 7, 31)),),
    work: LearnerEmploymentStatus | None = None,
    **more: Any,
) -> Records:
    attained = [PriorAttain(PriorLevel=level, DateLevelApp=day) for level, day in levels]
    fields = {"LearnAimRef": reference, "LearnStartDate": start, "FundModel": model, **more}
    return learner(
        aim(LearningDeliveryFAM=fams("SOF112", *others), **fields),
        DateOfBirth=born,
        LearnerEmploymentStatus=[work or status()],
        PriorAttain=attained,
    )


TABLE = [
    case("a full level 3 before, level 3 again", taken(), True, REFERRING),
    case("level 2", taken("60000003"), False, REFERRING),
    case("prior attainment 6", taken(levels=((6, date(2010, 7, 31)),)), True, REFERRING),
    case("prior attainment 97", taken(levels=((97, date(2010, 7, 31)),)), True, REFERRING),
    case("prior attainment 98", taken(levels=((98, date(2010, 7, 31)),)), True, REFERRING),
    case("prior attainment 5", taken(levels=((5, date(2010, 7, 31)),)), False, REFERRING),
    case("prior attainment 99", taken(levels=((99, date(2010, 7, 31)),)), False, REFERRING),
    case(
        "the latest before the start counts",
        taken(levels=((10, date(2010, 7, 31)), (5, date(2015, 7, 31)))),
        False,
        REFERRING,
    ),
    case("dated on the start day", taken(levels=((10, date(2024, 5, 1)),)), True, REFERRING),
    case("dated the day after", taken(levels=((10, date(2024, 5, 1) + DAY),)), False, REFERRING),
    case("no prior attainment", taken(levels=()), False, REFERRING),
    case("no date", taken(levels=((10, None),)), False, REFERRING),
    case("no level", taken(levels=((None, date(2010, 7, 31)),)), False, REFERRING),
    case("starts on 31 July 2017", taken(start=date(2017, 7, 31)), False, REFERRING),
    case("starts on 1 August 2017", taken(start=date(2017, 8, 1)), True, REFERRING),
    case("starts on 31 July 2024", taken(start=date(2024, 7, 31)), True, REFERRING),
    case("starts on 1 August 2024", taken(start=date(2024, 8, 1)), False, REFERRING),
    case("RES", taken("60000004", "RES1"), False, REFERRING),
    case("DAM 023", taken("60000004", "DAM023"), False, REFERRING),
    case("another DAM", taken("60000004", "DAM001"), True, REFERRING),
    case("another LDM", taken("60000004", "LDM999"), True, REFERRING),
    case("programme type 24", taken(ProgType=24), False, REFERRING),
    case("programme type 25", taken(ProgType=25), False, REFERRING),
    case("level 3 free course (LDM 378) alone", taken("60000004", "LDM378"), True, REFERRING),
    case("level 3 free course with low wages (LDM 382)", taken("60000004", "LDM378", "LDM382"), False, REFERRING),
    case("low wages alone", taken("60000004", "LDM382"), True, REFERRING),
    case("level 3 free course, on benefits", taken("60000004", "LDM378", work=status(11, BSI=1)), False, REFERRING),
    case("on benefits alone", taken("60000004", work=status(11, BSI=1)), True, REFERRING),
    case("another funding model", taken(model=38), False, REFERRING),
    case("no funding model", taken(model=None), False, REFERRING),
    case("no start", taken(start=None), False, REFERRING),
    case("an aim that is not in LARS", taken("Z0099999"), False, REFERRING),
    case("no aim reference", taken(None), False, REFERRING),
    case("without the file it is not judged", taken(), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "had prior attainment 10 at the start" in says(CODE, taken(), REFERRING)
