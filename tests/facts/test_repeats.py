"""Records that stand more than once where only one may stand."""

import pytest

from openlet.facts.repeats import second_of


@pytest.mark.parametrize(
    ("keys", "places"),
    [
        ("", []),
        ("a", []),
        ("ab", []),
        ("aa", [1]),
        ("aaa", [1]),
        ("abab", [2, 3]),
        ("abcabca", [3, 4, 5]),
        ("--", []),
        ("-a-a", [3]),
    ],
)
def test_the_second_of_each_repeated_key(keys: str, places: list[int]) -> None:
    listed = list(enumerate(keys))
    found = second_of(listed, lambda pair: None if pair[1] == "-" else pair[1])
    assert [place for place, _ in found] == places
