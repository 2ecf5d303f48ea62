from datetime import date
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerEmploymentStatus
from tests.make import aim, fams, learner, status
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnDelFAMType_81"
REFERRING = referring()


def taken(
    reference: str | None = "60000003",
    *others: str,
    start: date | None = date(2024, 5, 1),
    born: date | None = date(1990, 2, 3),
    model: int | None = 35,
    funding: str = "FFI1",
    work: LearnerEmploymentStatus | None = None,
    **more: Any,
) -> Records:
    fields = {"LearnAimRef": reference, "LearnStartDate": start, "FundModel": model, **more}
    return learner(
        aim(LearningDeliveryFAM=fams("SOF112", funding, *others), **fields),
        DateOfBirth=born,
        LearnerEmploymentStatus=[work or status()],
    )


TABLE = [
    case("level 2", taken(), True, REFERRING),
    case("level 1", taken("60000002"), True, REFERRING),
    case("level E", taken("60000001"), True, REFERRING),
    case("level 3", taken("60000004"), False, REFERRING),
    case("English or maths", taken("60000013"), False, REFERRING),
    case("an essential digital skill", taken("60000015"), False, REFERRING),
    case("a digital functional skill", taken("60000018"), False, REFERRING),
    case("24 on the start day", taken(born=date(2000, 5, 1)), True, REFERRING),
    case("24 the day after", taken(born=date(2000, 5, 2)), False, REFERRING),
    case("no date of birth", taken(born=None), False, REFERRING),
    case("starts on 31 July 2020", taken(start=date(2020, 7, 31)), False, REFERRING),
    case("starts on 1 August 2020", taken(start=date(2020, 8, 1)), True, REFERRING),
    case("starts on 31 July 2024", taken(start=date(2024, 7, 31)), True, REFERRING),
    case("starts on 1 August 2024", taken(start=date(2024, 8, 1)), False, REFERRING),
    case("RES", taken("60000003", "RES1"), False, REFERRING),
    case("DAM 023", taken("60000003", "DAM023"), False, REFERRING),
    case("LDM 034", taken("60000003", "LDM034"), False, REFERRING),
    case("LDM 328", taken("60000003", "LDM328"), False, REFERRING),
    case("LDM 363", taken("60000003", "LDM363"), False, REFERRING),
    case("another DAM", taken("60000003", "DAM001"), True, REFERRING),
    case("another LDM", taken("60000003", "LDM999"), True, REFERRING),
    case("LDM 347 does not count here", taken("60000003", "LDM347"), True, REFERRING),
    case("programme type 24", taken(ProgType=24), False, REFERRING),
    case("programme type 25", taken(ProgType=25), False, REFERRING),
    case("jobseeker's allowance", taken(work=status(11, BSI=1)), False, REFERRING),
    case("in work of few hours with universal credit", taken(work=status(10, EII=5, BSI=4)), False, REFERRING),
    case("in work of many hours with universal credit", taken(work=status(10, EII=8, BSI=4)), True, REFERRING),
    case("co-funded (FFI 2)", taken(funding="FFI2"), False, REFERRING),
    case("no funding indicator", taken(funding="DAM999"), False, REFERRING),
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
    assert "60000003 is fully funded (FFI 1)" in says(CODE, taken(), REFERRING)
