from typing import Any

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnAimRef_153"
REFERRING = referring()


def course(reference: str | None = "Z0020001", *others: str, **more: Any) -> Records:
    return learner(aim(**{"LearnAimRef": reference, "LearningDeliveryFAM": fams("SOF112", *others), **more}))


TABLE = [
    case("funding model 35", course(), True, REFERRING),
    case("funding model 38", course(FundModel=38), False, REFERRING),
    case("funding model 99", course(FundModel=99), False, REFERRING),
    case("no funding model", course(FundModel=None), False, REFERRING),
    case("an aim of another category", course("Z0020002"), False, REFERRING),
    case("an aim without category", course("60000001"), False, REFERRING),
    case("no aim reference", course(None), False, REFERRING),
    case("not a rule of 2023-24", course(), False, referring("2023-24")),
    case("without the file it is not judged", course(), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "with funding model 35. Ask WMCA" in says(CODE, course(), REFERRING)
