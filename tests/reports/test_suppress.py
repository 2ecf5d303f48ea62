"""Small numbers are hidden, and nothing that remains gives one of them away."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlet.reports.suppress import suppressed


@pytest.mark.parametrize(
    ("counts", "sums", "shown"),
    [
        ([5, 4, 1, 0], [], [5, "<5", "<5", "<5"]),
        ([], [], []),
        # The one small part would follow from the total: the smallest other part goes too.
        ([20, 12, 5, 3], [[0, 1, 2, 3]], [20, 12, "hidden", "<5"]),
        # Two small parts protect each other.
        ([20, 12, 5, 2, 1], [[0, 1, 2, 3, 4]], [20, 12, 5, "<5", "<5"]),
        # What is hidden here is the total of other numbers: one of them goes as well.
        ([20, 16, 4, 9, 7], [[0, 1, 2], [1, 3, 4]], [20, "hidden", "<5", 9, "hidden"]),
        # A total without parts says nothing about them.
        ([3, 8], [[0]], ["<5", 8]),
        # With only one part, the total is the part.
        ([5, 5], [[0, 1]], [5, 5]),
    ],
)
def test_numbers_under_five_and_what_would_betray_them_are_hidden(
    counts: list[int], sums: list[list[int]], shown: list[int | str]
) -> None:
    assert suppressed(counts, sums) == shown


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=3), min_size=2, max_size=4))
def test_no_sum_is_left_with_exactly_one_hidden_number(groups: list[list[int]]) -> None:
    """A grand total of categories, each a sum of rows: as in the destination report."""
    categories = [sum(group) for group in groups]
    counts = [sum(categories), *categories]
    sums = [list(range(len(groups) + 1))]
    for number, group in enumerate(groups, 1):
        sums.append([number, *range(len(counts), len(counts) + len(group))])
        counts += group
    shown = suppressed(counts, sums)
    for count, cell in zip(counts, shown, strict=True):
        assert cell == count if isinstance(cell, int) else (cell == "<5") == (count < 5)
        assert count >= 5 or cell == "<5"
    for one in sums:
        assert sum(isinstance(shown[place], str) for place in one) != 1


def test_small_tables_leave_more_than_one_possible_world() -> None:
    """Whoever knows the sums and sees the shown numbers cannot tell a hidden one from the others."""
    counts = [18, 9, 6, 3]
    shown = suppressed(counts, [[0, 1, 2, 3]])
    worlds = [
        world
        for world in product(range(19), repeat=3)
        if sum(world) == 18
        and all(isinstance(cell, str) or cell == guess for cell, guess in zip(shown[1:], world, strict=True))
    ]
    assert len({world[2] for world in worlds}) > 1
