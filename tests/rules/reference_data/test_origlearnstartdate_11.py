from datetime import date
from typing import Any

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "OrigLearnStartDate_11"
REFERRING = referring()


def begun(
    reference: str | None = "60000001", day: date | None = date(2024, 8, 1), *others: str, **more: Any
) -> Records:
    fields = {"LearnAimRef": reference, "OrigLearnStartDate": day, "FundModel": 38, **more}
    return learner(aim(LearningDeliveryFAM=fams("SOF112", *others), **fields))


TABLE = [
    case("the last day of validity", begun(day=date(2024, 7, 31)), False, REFERRING),
    case("the day after", begun(), True, REFERRING),
    case("the first day of validity", begun(day=date(2019, 8, 1)), False, REFERRING),
    case("the day before", begun(day=date(2019, 7, 31)), True, REFERRING),
    case("an aim valid in the right category (60000001)", begun("60000001", date(2020, 1, 1)), False, REFERRING),
    case("an aim valid in another category", begun("60000002", date(2020, 1, 1)), True, REFERRING),
    case("level 3 free course (LDM 378)", begun("60000001", date(2024, 8, 1), "LDM378"), False, REFERRING),
    case("another LDM", begun("60000001", date(2024, 8, 1), "LDM363"), True, REFERRING),
    case("another funding model", begun(FundModel=35), False, REFERRING),
    case("no original start", begun(day=None), False, REFERRING),
    case("an aim that is not in LARS", begun("Z0099999"), False, REFERRING),
    case("no aim reference", begun(None), False, REFERRING),
    case("not a rule of 2024-25", begun(), False, referring("2024-25")),
    case("without the file it is not judged", begun(), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "60000001 was not valid in LARS for adult skills on the original start, 1 August 2024" in says(
        CODE, begun(), REFERRING
    )
