import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerFAM
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "ALSCost_02"
TABLE = [
    case("no support cost", learner(), 0),
    case("a support cost, no mark of high needs", learner(ALSCost=500), 1),
    case("a support cost of 0", learner(ALSCost=0), 1),
    case(
        "a support cost of a high needs student",
        learner(ALSCost=500, LearnerFAM=[LearnerFAM(LearnFAMType="HNS", LearnFAMCode=1)]),
        0,
    ),
    case(
        "a support cost and another mark",
        learner(ALSCost=500, LearnerFAM=[LearnerFAM(LearnFAMType="EHC", LearnFAMCode=1)]),
        1,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "A learning support cost of 500" in says(CODE, learner(ALSCost=500))
