import pytest

from openlet.facts.given import Given
from openlet.ilr.records import ProviderSpecLearnerMonitoring
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "R49"


def boxes_used(*boxes: str | None) -> Records:
    used = [ProviderSpecLearnerMonitoring(ProvSpecLearnMonOccur=box, ProvSpecLearnMon="x") for box in boxes]
    return learner(ProviderSpecLearnerMonitoring=used)


TABLE = [
    case("boxes A and B", boxes_used("A", "B"), False),
    case("box A twice", boxes_used("A", "A"), True),
    case("box A in capital and small letters", boxes_used("A", "a"), True),
    case("two records without a box", boxes_used(None, None), False),
    case("nothing returned", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "Box A" in says(CODE, boxes_used("A", "A"))
