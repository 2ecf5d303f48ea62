import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "GivenNames_01"
TABLE = [
    case("a name", learner(), 0),
    case("no name", learner(GivenNames=None), 1),
    case("only blanks", learner(GivenNames="  "), 1),
    case(
        "only community learning",
        learner(aim(FundModel=10), aim(FundModel=99, LearningDeliveryFAM=fams("SOF108")), GivenNames=None),
        0,
    ),
    case("community learning and adult skills", learner(aim(FundModel=10), aim(), GivenNames=None), 1),
    case("non-funded, but not from a local authority", learner(aim(FundModel=99), GivenNames=None), 1),
    case("in the year before the rule came", learner(GivenNames=None), 0, judged("2024-25")),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The given names are missing" in says(CODE, learner(GivenNames=None))
