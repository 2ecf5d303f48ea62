import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LLDDandHealthProblem
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "R45"


def categories(*codes: int | None) -> Records:
    return learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=code) for code in codes])


TABLE = [
    case("two categories", categories(5, 6), False),
    case("one category twice", categories(5, 5), True),
    case("one category three times is one finding", categories(5, 5, 5), True),
    case("two categories twice each are two findings", categories(5, 6, 5, 6), 2),
    case("two records without a category", categories(None, None), False),
    case("no record", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "category 5" in says(CODE, categories(5, 5))
