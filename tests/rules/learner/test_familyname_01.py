import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, says

CODE = "FamilyName_01"
TABLE = [
    case("a name", learner(), 0),
    case("no name", learner(FamilyName=None), 1),
    case("only blanks", learner(FamilyName="  "), 1),
    case(
        "only community learning",
        learner(aim(FundModel=10), aim(FundModel=99, LearningDeliveryFAM=fams("SOF108")), FamilyName=None),
        0,
    ),
    case("community learning and adult skills", learner(aim(FundModel=10), aim(), FamilyName=None), 1),
    case("non-funded, but not from a local authority", learner(aim(FundModel=99), FamilyName=None), 1),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The family name is missing" in says(CODE, learner(FamilyName=None))
