from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearningDeliveryHE
from tests.make import aim, fams, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearningDeliveryHE_08"
REFERRING = referring(ukprn=10999994)
COLLEGE, UNIVERSITY, REGISTERED, COLLEGE_NOT_REGISTERED, PRIVATE = (
    referring(ukprn=ukprn) for ukprn in (10999992, 10999993, 10999994, 10999995, 10999991)
)
NOBODY = referring(ukprn=10999998)


def taken(reference: str | None = "60000016", *others: str, model: int | None = 35, **more: Any) -> Records:
    return learner(aim(LearnAimRef=reference, FundModel=model, LearningDeliveryFAM=fams("SOF112", *others), **more))


TABLE = [
    case("prescribed higher education at a private provider on the register", taken(), True, REGISTERED),
    case("the other kind of prescribed higher education", taken("60000017"), True, REGISTERED),
    case("not prescribed", taken("60000005"), False, REGISTERED),
    case("whatever the funding model", taken(model=99), True, REGISTERED),
    case("a college", taken(), False, COLLEGE),
    case("a university", taken(), False, UNIVERSITY),
    case("a private provider that is not on the register", taken(), False, PRIVATE),
    case("a provider that is not known", taken(), False, NOBODY),
    case("the HE record is there", taken(LearningDeliveryHE=LearningDeliveryHE(FUNDLEV=10)), False, REGISTERED),
    case("made by HESA (LDM 352)", taken("60000016", "LDM352"), False, REGISTERED),
    case("another LDM", taken("60000016", "LDM363"), True, REGISTERED),
    case("an aim that is not in LARS", taken("Z0099999"), False, REGISTERED),
    case("no aim reference", taken(None), False, REGISTERED),
    case("without LARS it is not judged", taken(), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "60000016 is prescribed higher education" in says(CODE, taken(), REFERRING)
