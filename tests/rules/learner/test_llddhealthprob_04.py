import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LLDDandHealthProblem
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "LLDDHealthProb_04"
TABLE = [
    case("no problem and no category", learner(), 0),
    case(
        "no problem, but a category", learner(LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]), 1
    ),
    case(
        "a problem and a category",
        learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]),
        0,
    ),
    case(
        "not said, and a category",
        learner(LLDDHealthProb=9, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]),
        0,
    ),
    case(
        "no answer, and a category",
        learner(LLDDHealthProb=None, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]),
        0,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "(LLDDHealthProb) is 2" in says(
        CODE, learner(LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)])
    )
