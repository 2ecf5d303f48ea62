import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearningDeliveryWorkPlacement
from tests.rules.aim.records import on_aim, with_placement
from tests.rules.table import Records, case, fires, says

AIMS = ("Z0007834", "Z0007835", "Z0007836", "Z0007837", "Z0007838", "Z0002347", "ZWRKX001", "ZWRKX002", "ZWRKX003")

CODE = "WorkPlaceStartDate_03"
TABLE = [
    case("a work placement on a bootcamp aim", with_placement(), True),
    *[case(f"a work placement on {ref}", with_placement(LearnAimRef=ref), False) for ref in AIMS],
    case(
        "two work placements on a bootcamp aim",
        on_aim(
            LearningDeliveryWorkPlacement=[
                LearningDeliveryWorkPlacement(WorkPlaceMode=1),
                LearningDeliveryWorkPlacement(WorkPlaceMode=2),
            ]
        ),
        1,
    ),
    case("none", on_aim(), False),
    case("no aim reference", with_placement(LearnAimRef=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_placement())
    assert "Z0020001" in said
