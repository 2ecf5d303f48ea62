import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, says

CODE = "AddLine1_03"
TABLE = [
    case("a first line", learner(), 0),
    case("no first line", learner(AddLine1=None), 1),
    case("only blanks", learner(AddLine1="  "), 1),
    case(
        "only community learning of 10 hours",
        learner(
            aim(FundModel=10), aim(FundModel=99, LearningDeliveryFAM=fams("SOF108")), AddLine1=None, PlanLearnHours=10
        ),
        0,
    ),
    case(
        "only community learning of 11 hours",
        learner(
            aim(FundModel=10), aim(FundModel=99, LearningDeliveryFAM=fams("SOF108")), AddLine1=None, PlanLearnHours=11
        ),
        1,
    ),
    case(
        "only community learning, hours not planned",
        learner(
            aim(FundModel=10), aim(FundModel=99, LearningDeliveryFAM=fams("SOF108")), AddLine1=None, PlanLearnHours=None
        ),
        1,
    ),
    case(
        "10 hours, but one aim is adult skills", learner(aim(FundModel=10), aim(), AddLine1=None, PlanLearnHours=10), 1
    ),
    case("non-funded, but not from a local authority", learner(aim(FundModel=99), AddLine1=None, PlanLearnHours=10), 1),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The first line of the address is missing" in says(CODE, learner(AddLine1=None))
