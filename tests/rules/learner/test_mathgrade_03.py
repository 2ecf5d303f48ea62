import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerFAM
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "MathGrade_03"
TABLE = [
    *[
        case(f"grade {g} without EDF 1", learner(MathGrade=g), 1)
        for g in ("D", "DD", "DE", "E", "EE", "EF", "F", "FF", "FG", "G", "GG", "N", "U", "3", "2", "1")
    ],
    *[case(f"grade {g}", learner(MathGrade=g), 0) for g in ("C", "CD", "4", "NONE")],
    case("grade 3 with EDF 1", learner(MathGrade="3", LearnerFAM=[LearnerFAM(LearnFAMType="EDF", LearnFAMCode=1)]), 0),
    case(
        "grade 3 with EDF 2 only",
        learner(MathGrade="3", LearnerFAM=[LearnerFAM(LearnFAMType="EDF", LearnFAMCode=2)]),
        1,
    ),
    case("no grade", learner(), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "MathGrade is 3, below grade 4, and EDF 1 is missing" in says(CODE, learner(MathGrade="3"))
