import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "R07"
FAULTY = learner(aim(), aim())
TABLE = [
    case("numbers 1 and 2", learner(aim(), aim(AimSeqNumber=2)), False),
    case("two aims with the number 1", FAULTY, True),
    case(
        "two numbers, each on two aims, are one finding",
        learner(aim(), aim(), aim(AimSeqNumber=2), aim(AimSeqNumber=2)),
        True,
    ),
    case("three aims with one number are one finding", learner(aim(), aim(), aim()), True),
    case("two learners with an aim number 1 each", [learner(), learner(LearnRefNumber="L0002")], False),
    case("two aims without a number", learner(aim(AimSeqNumber=None), aim(AimSeqNumber=None)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "sequence number 1" in says(CODE, FAULTY)
