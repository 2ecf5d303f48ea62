import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, price
from tests.rules.table import Records, case, fires, says

CODE = "EPAOrgID_03"
TABLE = [
    case("an assessment organisation on a bootcamp aim", on_aim(EPAOrgID="EPA0001"), True),
    case("with the price of the assessment", on_aim(EPAOrgID="EPA0001", AppFinRecord=[price(AFinCode=2)]), False),
    case(
        "with a changed price of the assessment",
        on_aim(EPAOrgID="EPA0001", AppFinRecord=[price(), price(AFinCode=4)]),
        False,
    ),
    case("with the price of the training only", on_aim(EPAOrgID="EPA0001", AppFinRecord=[price(AFinCode=1)]), True),
    case("with a payment", on_aim(EPAOrgID="EPA0001", AppFinRecord=[price(AFinType="PMR", AFinCode=2)]), True),
    case("none", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(EPAOrgID="EPA0001"))
    assert "(EPA0001)" in said
