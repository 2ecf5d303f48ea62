import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerFAM
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "EngGrade_04"
TABLE = [
    *[
        case(
            f"ECF {c} with a grade",
            learner(EngGrade="4", LearnerFAM=[LearnerFAM(LearnFAMType="ECF", LearnFAMCode=c)]),
            1,
        )
        for c in (2, 3, 4)
    ],
    case("ECF 1 with a grade", learner(EngGrade="4", LearnerFAM=[LearnerFAM(LearnFAMType="ECF", LearnFAMCode=1)]), 0),
    case("ECF 2 with NONE", learner(EngGrade="NONE", LearnerFAM=[LearnerFAM(LearnFAMType="ECF", LearnFAMCode=2)]), 0),
    case("ECF 2 without a grade", learner(LearnerFAM=[LearnerFAM(LearnFAMType="ECF", LearnFAMCode=2)]), 1),
    case("a grade without ECF", learner(EngGrade="4"), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "EngGrade is 4" in says(
        CODE, learner(EngGrade="4", LearnerFAM=[LearnerFAM(LearnFAMType="ECF", LearnFAMCode=2)])
    )
