import pytest

from openlet.facts.given import Given
from tests.make import OTHER_ULN, ULN, learner, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "R59"
TABLE = [
    case("two ULNs", [learner(), learner(LearnRefNumber="L0002", ULN=OTHER_ULN)], False),
    case("one ULN on two learners is a finding on each", [learner(), learner(LearnRefNumber="L0002")], 2),
    case("one ULN on three learners", [learner(), learner(LearnRefNumber="L0002"), learner(LearnRefNumber="L0003")], 3),
    case("one ULN and one reference twice", [learner(), learner()], 2),
    case("one ULN on a learner without a reference", [learner(), learner(LearnRefNumber=None)], 2),
    case(
        "9999999999 on two learners", [learner(ULN=9999999999), learner(LearnRefNumber="L0002", ULN=9999999999)], False
    ),
    case("two learners without a ULN", [learner(ULN=None), learner(LearnRefNumber="L0002", ULN=None)], False),
    case("a destination record with the learner's ULN", [learner(), progression()], False, judged("2023-24")),
    case("one learner", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert f"The ULN {ULN} stands on more than one learner" in says(CODE, [learner(), learner(LearnRefNumber="L0002")])
