"""Small numbers are hidden, and nothing that remains gives one of them away."""

from itertools import product

import pytest
from hypothesis import given, settings
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
        # Two hidden ones that must both be four, since they make eight.
        ([20, 8, 12, 4, 4, 6, 6], [[0, 1, 2], [1, 3, 4], [2, 5, 6]], [20, "hidden", "hidden", "<5", "<5", "hidden", 6]),
        # A total without parts says nothing about them.
        ([3, 8], [[0]], ["<5", 8]),
        # With only one part, the total is the part.
        ([5, 5], [[0, 1]], [5, 5]),
        # Three are in no part (an occupancy report does not say who is in work): that follows from ten less seven.
        ([10, 7, 0], [[0, 1, 2]], [10, "hidden", "<5"]),
        ([1, 0, 0], [[0, 1, 2]], ["<5", "<5", "<5"]),
        ([12, 7, 0], [[0, 1, 2]], [12, 7, "<5"]),
        # Some are in both parts, so nothing follows by subtraction.
        ([5, 4, 3], [[0, 1, 2]], [5, "<5", "<5"]),
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
        assert sum(isinstance(shown[place], str) and counts[place] > 0 for place in one) != 1


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2))
def test_whoever_knows_all_sums_of_a_table_can_tell_no_small_number(table: list[list[int]]) -> None:
    """Rows and columns with their sums and the sum of all: every set of numbers that fits is tried."""
    (a, b), (c, d) = table
    counts = [a, b, c, d, a + b, c + d, a + c, b + d, a + b + c + d]
    sums = [[4, 0, 1], [5, 2, 3], [6, 0, 2], [7, 1, 3], [8, 4, 5], [8, 6, 7]]
    shown = suppressed(counts, sums)
    worlds = []
    for cells in product(range(8), repeat=4):
        w, x, y, z = cells
        world = [*cells, w + x, y + z, w + y, x + z, sum(cells)]
        if all(_fits(number, cell) for number, cell in zip(world, shown, strict=True)):
            worlds.append(world)
    for place, count in enumerate(counts):
        assert not 0 < count < 5 or len({world[place] for world in worlds}) > 1


def _fits(number: int, cell: int | str) -> bool:
    return number == cell if isinstance(cell, int) else (number < 5) == (cell == "<5")


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
