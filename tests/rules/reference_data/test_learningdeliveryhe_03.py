from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearningDeliveryHE
from tests.make import aim, fams, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearningDeliveryHE_03"
REFERRING = referring(ukprn=10999992)
COLLEGE, UNIVERSITY, REGISTERED, COLLEGE_NOT_REGISTERED, PRIVATE = (
    referring(ukprn=ukprn) for ukprn in (10999992, 10999993, 10999994, 10999995, 10999991)
)
NOBODY = referring(ukprn=10999998)


def taken(reference: str | None = "60000005", *others: str, model: int | None = 35, **more: Any) -> Records:
    return learner(aim(LearnAimRef=reference, FundModel=model, LearningDeliveryFAM=fams("SOF112", *others), **more))


TABLE = [
    case("level 4 at a college on the register", taken(), True, COLLEGE),
    case("level H", taken("60000006"), True, COLLEGE),
    case("level 3", taken("60000004"), False, COLLEGE),
    case("funding model 25", taken(model=25), True, COLLEGE),
    case("funding model 38", taken(model=38), True, COLLEGE),
    case("funding model 99", taken(model=99), True, COLLEGE),
    case("funding model 36", taken(model=36), False, COLLEGE),
    case("funding model 37", taken(model=37), False, COLLEGE),
    case("funding model 81", taken(model=81), False, COLLEGE),
    case("an apprenticeship", taken(ProgType=25), False, COLLEGE),
    case("a university", taken(), False, UNIVERSITY),
    case("a private provider on the register", taken(), False, REGISTERED),
    case("a college that is not on the register", taken(), False, COLLEGE_NOT_REGISTERED),
    case("a provider that is not known", taken(), False, NOBODY),
    case("the HE record is there", taken(LearningDeliveryHE=LearningDeliveryHE(FUNDLEV=10)), False, COLLEGE),
    case("made by HESA (LDM 352)", taken("60000005", "LDM352"), False, COLLEGE),
    case("another LDM", taken("60000005", "LDM363"), True, COLLEGE),
    case("an aim that is not in LARS", taken("Z0099999"), False, COLLEGE),
    case("no aim reference", taken(None), False, COLLEGE),
    case("without LARS it is not judged", taken(), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "60000005 is at level 4 or above" in says(CODE, taken(), REFERRING)
