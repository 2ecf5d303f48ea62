import pytest

from openlet.ilr.records import Learner
from tests.make import learner, progression
from tests.rules.whole_file.asking import File, fires, row, says

CODE = "Entity_1"
TABLE = [
    row("one learner", File(), False),
    row("no learner", File(people=[]), True),
    row("no learner in 2022-23", File(people=[], year="2022-23"), True),
    row("no learner in 2023-24", File(people=[], year="2023-24"), True),
    row("no learner in 2024-25", File(people=[], year="2024-25"), True),
    row("a destination record alone", File(people=[progression()], year="2023-24"), True),
    row("a learner without a reference", File(people=[learner(LearnRefNumber=None)]), False),
    row("a learner with a sex alone", File(people=[Learner(Sex="F")]), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "holds no learner" in says(CODE, File(people=[]))
