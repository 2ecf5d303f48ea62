from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LLDDandHealthProblem
from tests.make import START, aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "PrimaryLLDD_01"


def problems(*pairs: tuple[int, int | None], answer: int = 1, start: date | None = START) -> Learner:
    """A learner with some categories, each with its mark as the primary one."""
    records = [LLDDandHealthProblem(LLDDCat=category, PrimaryLLDD=primary) for category, primary in pairs]
    return learner(aim(LearnStartDate=start), LLDDHealthProb=answer, LLDDandHealthProblem=records)


TABLE = [
    case("one category, primary", problems((12, 1)), 0),
    case("one category, not primary", problems((12, None)), 1),
    case("two categories, the second primary", problems((12, None), (9, 1)), 0),
    case("two categories, none primary", problems((12, None), (9, None)), 1),
    case("no category", problems(), 0),
    case("preferred not to say", problems((98, None)), 0),
    case("not provided", problems((99, None), (98, None)), 0),
    case("preferred not to say and a category", problems((98, None), (12, None)), 1),
    case("the answer is no", problems((12, None), answer=2), 0),
    case("started on 1 August 2015", problems((12, None), start=date(2015, 8, 1)), 1),
    case("started on 31 July 2015", problems((12, None), start=date(2015, 7, 31)), 0),
    case("no start", problems((12, None), start=None), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "None of the categories" in says(CODE, problems((12, None)))
