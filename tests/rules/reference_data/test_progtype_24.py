from typing import Any

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "ProgType_24"
REFERRING = referring()


def course(reference: str | None = "Z0020002", *others: str, **more: Any) -> Records:
    return learner(aim(**{"LearnAimRef": reference, "LearningDeliveryFAM": fams("SOF112", *others), **more}))


TABLE = [
    case("an aim of the national bootcamps without programme type", course(), True, REFERRING),
    case("programme type 32", course(ProgType=32), False, REFERRING),
    case("another programme type", course(ProgType=33), True, REFERRING),
    case("Project S (LDM 396)", course("Z0020002", "LDM396"), False, REFERRING),
    case("another LDM", course("Z0020002", "LDM395"), True, REFERRING),
    case("an aim of another category", course("Z0020001"), False, REFERRING),
    case("an aim that is not in LARS", course("Z0099999"), False, REFERRING),
    case("no aim reference", course(None), False, REFERRING),
    case("without the file it is not judged", course(), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert (
        "Z0020002 is a subject aim of the national Skills Bootcamps in LARS, but the programme type is blank"
        in says(CODE, course(), REFERRING)
    )
