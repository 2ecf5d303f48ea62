"""One category of difficulty or disability is the primary one."""

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LLDDandHealthProblem
from tests.make import learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_PrimaryLLDD_01"
FAULTY = learner(
    LLDDHealthProb=1,
    LLDDandHealthProblem=[
        LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1),
        LLDDandHealthProblem(LLDDCat=9, PrimaryLLDD=1),
    ],
)
TABLE = [
    case("no category needs no primary", learner(), False),
    case(
        "one of one is right",
        learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]),
        False,
    ),
    case(
        "one of two is right",
        learner(
            LLDDHealthProb=1,
            LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1), LLDDandHealthProblem(LLDDCat=9)],
        ),
        False,
    ),
    case("none is a finding", learner(LLDDHealthProb=1, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12)]), True),
    case(
        "two are a finding",
        learner(
            LLDDHealthProb=1,
            LLDDandHealthProblem=[
                LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1),
                LLDDandHealthProblem(LLDDCat=9, PrimaryLLDD=1),
            ],
        ),
        True,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "12 and 9" in message
