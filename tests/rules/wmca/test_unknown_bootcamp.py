"""What is coded as a bootcamp is a bootcamp that is known."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnAimRef_01"
FAULTY = learner(aim(LearnAimRef="Z0029999"))
TABLE = [
    case("a bootcamp of the contract is right", learner(), False),
    case("an unknown aim coded like a bootcamp is a finding", learner(aim(LearnAimRef="Z0029999")), True),
    case("it is one beside a right bootcamp too", learner(aim(), aim(LearnAimRef="Z0029999", AimSeqNumber=2)), True),
    case("no reference at all is a finding", learner(aim(LearnAimRef=None)), True),
    case(
        "without DAM 023 it is ordinary learning",
        learner(aim(LearnAimRef="Z0029999", LearningDeliveryFAM=fams("SOF112", "FFI1"))),
        False,
    ),
    case(
        "with another source of funding it is not the authority's",
        learner(aim(LearnAimRef="Z0029999", LearningDeliveryFAM=fams("SOF105", "FFI1", "DAM023"))),
        False,
    ),
    case(
        "an aim listed as no bootcamp is right",
        learner(aim(LearnAimRef="Z0029999")),
        False,
        given('other_aims = ["Z0029999"]'),
    ),
    case(
        "where every such aim is a bootcamp NP-04 judges it",
        learner(aim(LearnAimRef="Z0029999")),
        False,
        given('scope = "all_sof_112"'),
    ),
    case("a milestone aim is known", learner(milestone()), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0029999" in message
    assert "SOF 112" in message
    assert "DAM 023" in message
