from datetime import date
from typing import Any

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnAimRef_136"
REFERRING = referring()


def taken(
    reference: str | None = "60000004",
    *others: str,
    start: date | None = date(2024, 8, 5),
    born: date | None = date(1990, 2, 3),
    model: int | None = 38,
    **more: Any,
) -> Records:
    fields = {"LearnAimRef": reference, "LearnStartDate": start, "FundModel": model, **more}
    return learner(aim(LearningDeliveryFAM=fams("SOF112", *others), **fields), DateOfBirth=born)


TABLE = [
    case("level 3 outside the entitlement", taken(), True, REFERRING),
    case("level 3 on the last day of the entitlement", taken("60000014", start=date(2024, 12, 31)), False, REFERRING),
    case("level 3 on the day after", taken("60000014", start=date(2025, 1, 1)), True, REFERRING),
    case("level 2", taken("60000003"), False, REFERRING),
    case("starts on 1 August 2024", taken(start=date(2024, 8, 1)), True, REFERRING),
    case("starts on 31 July 2024", taken(start=date(2024, 7, 31)), False, REFERRING),
    case("RES", taken("60000004", "RES1"), False, REFERRING),
    case("DAM 023", taken("60000004", "DAM023"), False, REFERRING),
    case("LDM 378", taken("60000004", "LDM378"), False, REFERRING),
    case("LDM 395", taken("60000004", "LDM395"), False, REFERRING),
    case("another DAM", taken("60000004", "DAM001"), True, REFERRING),
    case("another LDM", taken("60000004", "LDM999"), True, REFERRING),
    case("another funding model", taken(model=35), False, REFERRING),
    case("no funding model", taken(model=None), False, REFERRING),
    case("no start", taken(start=None), False, REFERRING),
    case("an aim that is not in LARS", taken("Z0099999"), False, REFERRING),
    case("no aim reference", taken(None), False, REFERRING),
    case("not a rule of 2023-24", taken(), False, referring("2023-24")),
    case("without the file it is not judged", taken(), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "60000004 is a level 3 aim outside the legal entitlement" in says(CODE, taken(), REFERRING)
