import pytest

from openlet.facts.given import Given
from tests.make import OTHER_ULN, learner, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "R06"
TABLE = [
    case("two references", [learner(), learner(LearnRefNumber="L0002", ULN=OTHER_ULN)], False),
    case("one reference on two learners is a finding on each", [learner(), learner(ULN=OTHER_ULN)], 2),
    case("one reference on three learners", [learner(), learner(), learner()], 3),
    case("one reference in capital and small letters", [learner(), learner(LearnRefNumber="l0001", ULN=OTHER_ULN)], 2),
    case("a blank more is another reference", [learner(), learner(LearnRefNumber="L0001 ", ULN=OTHER_ULN)], False),
    case("a destination record with the learner's reference", [learner(), progression()], False, judged("2023-24")),
    case("two learners without a reference", [learner(LearnRefNumber=None), learner(LearnRefNumber=None)], False),
    case("one learner", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "reference L0001 stands on more than one learner" in says(CODE, [learner(), learner(ULN=OTHER_ULN)])
