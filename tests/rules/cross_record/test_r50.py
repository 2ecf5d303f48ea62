import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, ProviderSpecDeliveryMonitoring
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "R50"


def boxes_used(*boxes: str | None) -> Learner:
    used = [ProviderSpecDeliveryMonitoring(ProvSpecDelMonOccur=box, ProvSpecDelMon="WMCA1.3") for box in boxes]
    return learner(aim(ProviderSpecDeliveryMonitoring=used))


TABLE = [
    case("boxes A to D", boxes_used(*"ABCD"), False),
    case("box A twice", boxes_used("A", "A"), True),
    case("box A in capital and small letters", boxes_used("A", "a"), True),
    case("box A three times is one finding", boxes_used(*"AAA"), True),
    case("boxes A and B twice each are two findings", boxes_used(*"ABAB"), 2),
    case("box A on two aims", learner(*boxes_used("A").LearningDelivery, *boxes_used("A").LearningDelivery), False),
    case("two records without a box", boxes_used(None, None), False),
    case("nothing returned", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "Box A of the aim's provider specified values is used more than once, here for WMCA1.3" in says(
        CODE, boxes_used("A", "A")
    )
