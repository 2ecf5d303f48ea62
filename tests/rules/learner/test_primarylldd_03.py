import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LLDDandHealthProblem
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "PrimaryLLDD_03"


def problems(*primary: int | None) -> Learner:
    """A learner with some categories, each with its mark as the primary one."""
    records = [
        LLDDandHealthProblem(LLDDCat=category, PrimaryLLDD=mark)
        for category, mark in zip((12, 9, 4), primary, strict=False)
    ]
    return learner(LLDDHealthProb=1, LLDDandHealthProblem=records)


TABLE = [
    case("one of two", problems(1, None), 0),
    case("both of two", problems(1, 1), 1),
    case("two of three", problems(1, None, 1), 1),
    case("none of two", problems(None, None), 0),
    case("another code is no mark", problems(1, 2), 0),
    case("no category", problems(), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "2 categories of difficulty" in says(CODE, problems(1, 1))
