"""The category of difficulty or disability is one that still exists."""

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LLDDandHealthProblem
from tests.make import learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LLDDCat_02"
FAULTY = learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=3, PrimaryLLDD=1)])
TABLE = [
    case(
        "category 1 is a finding",
        learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=1, PrimaryLLDD=1)]),
        True,
    ),
    case(
        "category 2 is a finding",
        learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=2, PrimaryLLDD=1)]),
        True,
    ),
    case(
        "category 3 is a finding",
        learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=3, PrimaryLLDD=1)]),
        True,
    ),
    case(
        "category 4 is right",
        learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=4, PrimaryLLDD=1)]),
        False,
    ),
    case(
        "category 99 is right",
        learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=99, PrimaryLLDD=1)]),
        False,
    ),
    case("no category is not this rule's business", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "category 3" in message
