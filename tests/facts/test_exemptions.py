"""Whether an aim carries one of the marks that turn a rule off."""

import pytest

from openlet.facts.exemptions import carries_any
from tests.make import aim, fams


@pytest.mark.parametrize(
    ("pairs", "marks", "carried"),
    [
        (("SOF112", "DAM023"), ("DAM023",), True),
        (("SOF112", "DAM023"), ("RES", "DAM023"), True),
        (("SOF112", "DAM001"), ("DAM023",), False),
        (("SOF112", "LDM023"), ("DAM023",), False),
        (("DAM001", "DAM023"), ("DAM023",), True),
        (("RES1",), ("RES",), True),
        (("RES9",), ("RES",), True),
        ((), ("RES", "DAM023"), False),
        (("DAM023",), (), False),
    ],
)
def test_any_of_the_marks_is_enough(pairs: tuple[str, ...], marks: tuple[str, ...], carried: bool) -> None:
    assert carries_any(aim(LearningDeliveryFAM=fams(*pairs)), marks) is carried
