import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LLDDandHealthProblem
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "PrimaryLLDD_04"


def problems(*primary: int | None) -> Learner:
    """A learner with some categories, each with its mark as the primary one."""
    records = [
        LLDDandHealthProblem(LLDDCat=category, PrimaryLLDD=mark)
        for category, mark in zip((12, 9, 4), primary, strict=False)
    ]
    return learner(LLDDHealthProb=1, LLDDandHealthProblem=records)


TABLE = [
    case("one category, primary", problems(1), 0),
    case("one category, not marked", problems(None), 1),
    case("one category, another code", problems(2), 0),
    case("two categories, none marked", problems(None, None), 0),
    case("no category", problems(), 0),
    case("preferred not to say", learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=98)]), 1),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The only category" in says(CODE, problems(None))
