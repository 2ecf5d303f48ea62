import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerFAM
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "MathGrade_04"
TABLE = [
    *[
        case(
            f"MCF {c} with a grade",
            learner(MathGrade="4", LearnerFAM=[LearnerFAM(LearnFAMType="MCF", LearnFAMCode=c)]),
            1,
        )
        for c in (2, 3, 4)
    ],
    case("MCF 1 with a grade", learner(MathGrade="4", LearnerFAM=[LearnerFAM(LearnFAMType="MCF", LearnFAMCode=1)]), 0),
    case("MCF 2 with NONE", learner(MathGrade="NONE", LearnerFAM=[LearnerFAM(LearnFAMType="MCF", LearnFAMCode=2)]), 0),
    case("MCF 2 without a grade", learner(LearnerFAM=[LearnerFAM(LearnFAMType="MCF", LearnFAMCode=2)]), 0),
    case("a grade without MCF", learner(MathGrade="4"), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "MathGrade is 4" in says(
        CODE, learner(MathGrade="4", LearnerFAM=[LearnerFAM(LearnFAMType="MCF", LearnFAMCode=2)])
    )
