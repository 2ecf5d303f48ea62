"""Difficulties and disabilities are listed if, and only if, the learner has any."""

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LLDDandHealthProblem
from tests.make import learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LLDDCat_01"
FAULTY = learner(LLDDHealthProb=1)
TABLE = [
    case("no and no category is right", learner(), False),
    case(
        "yes and a category is right",
        learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]),
        False,
    ),
    case("yes without a category is a finding", learner(LLDDHealthProb=1), True),
    case(
        "no with a category is a finding",
        learner(LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]),
        True,
    ),
    case(
        "not provided with a category is a finding",
        learner(LLDDHealthProb=9, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]),
        True,
    ),
    case("not provided without a category is right", learner(LLDDHealthProb=9), False),
    case(
        "no answer is another rule's business",
        learner(LLDDHealthProb=None, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]),
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "problem (1)" in message
    assert "entered (blank)" in message
