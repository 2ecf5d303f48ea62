import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "NINumber_01"
TABLE = [
    case("two letters, six digits, C", learner(), 0),
    *[case(f"last letter {x}", learner(NINumber=f"AB123456{x}"), 0) for x in "AD"],
    case("no last letter", learner(NINumber="AB123456"), 0),
    case("a blank at the end", learner(NINumber="AB123456 "), 0),
    case("last letter E", learner(NINumber="AB123456E"), 1),
    *[case(f"first letter {x}", learner(NINumber=f"{x}B123456C"), 1) for x in "DFIQUV"],
    *[case(f"second letter {x}", learner(NINumber=f"A{x}123456C"), 1) for x in "DFIOQUV"],
    case("first letter O", learner(NINumber="OB123456C"), 0),
    case("five digits", learner(NINumber="AB12345C"), 1),
    case("a letter among the digits", learner(NINumber="AB12345OC"), 1),
    case("small letters", learner(NINumber="ab123456c"), 1),
    case("no number", learner(NINumber=None), 0),
    case("only blanks", learner(NINumber="  "), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The NI number QQ123456C does not have the form" in says(CODE, learner(NINumber="QQ123456C"))
