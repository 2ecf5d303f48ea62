from datetime import date
from typing import Any

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnAimRef_79"
REFERRING = referring()


def taken(
    reference: str | None = "60000005",
    *others: str,
    start: date | None = date(2024, 5, 1),
    born: date | None = date(1990, 2, 3),
    model: int | None = 35,
    **more: Any,
) -> Records:
    fields = {"LearnAimRef": reference, "LearnStartDate": start, "FundModel": model, **more}
    return learner(aim(LearningDeliveryFAM=fams("SOF112", *others), **fields), DateOfBirth=born)


TABLE = [
    case("level 4", taken(), True, REFERRING),
    case("level 3", taken("60000004"), False, REFERRING),
    case("level H", taken("60000006"), False, REFERRING),
    case("starts on 31 July 2016", taken(start=date(2016, 7, 31)), False, REFERRING),
    case("starts on 1 August 2016", taken(start=date(2016, 8, 1)), True, REFERRING),
    case("starts on 31 July 2024", taken(start=date(2024, 7, 31)), True, REFERRING),
    case("starts on 1 August 2024", taken(start=date(2024, 8, 1)), False, REFERRING),
    case("RES", taken("60000005", "RES1"), False, REFERRING),
    case("DAM 023", taken("60000005", "DAM023"), False, REFERRING),
    case("LDM 034", taken("60000005", "LDM034"), False, REFERRING),
    case("another DAM", taken("60000005", "DAM001"), True, REFERRING),
    case("another LDM", taken("60000005", "LDM999"), True, REFERRING),
    case("an apprenticeship", taken(ProgType=25), False, REFERRING),
    case("a traineeship", taken(ProgType=24), True, REFERRING),
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
    assert "60000005 is at level 4" in says(CODE, taken(), REFERRING)
