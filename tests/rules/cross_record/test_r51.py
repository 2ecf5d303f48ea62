import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerFAM
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "R51"


def fams_of_learner(*pairs: tuple[str | None, int | None]) -> Records:
    return learner(LearnerFAM=[LearnerFAM(LearnFAMType=kind, LearnFAMCode=code) for kind, code in pairs])


TABLE = [
    case("two codes of one type", fams_of_learner(("LSR", 36), ("LSR", 55)), False),
    case("one code twice", fams_of_learner(("LSR", 36), ("LSR", 36)), True),
    case("one code of two types", fams_of_learner(("HNS", 1), ("SEN", 1)), False),
    case("one code three times is one finding", fams_of_learner(("LSR", 36), ("LSR", 36), ("LSR", 36)), True),
    case(
        "two codes twice each are two findings", fams_of_learner(("LSR", 36), ("LSR", 55), ("LSR", 36), ("LSR", 55)), 2
    ),
    case("two records of one type without a code", fams_of_learner(("LSR", None), ("LSR", None)), False),
    case("two records of one code without a type", fams_of_learner((None, 36), (None, 36)), False),
    case("nothing returned", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "LSR 36 more than once" in says(CODE, fams_of_learner(("LSR", 36), ("LSR", 36)))
