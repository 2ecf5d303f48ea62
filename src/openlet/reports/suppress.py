"""Hide small numbers before figures are shared, and so much besides that no hidden one can be worked out.

Numbers under 5 are shown as "<5". Where a sum is published with its parts, a single hidden number would follow from the
others by subtraction; the smallest other one is then hidden as well.
"""

from collections.abc import Iterable, Sequence

SMALLEST_SHOWN = 5
SMALL, HIDDEN = "<5", "hidden"

Sum = Sequence[int]  # places of a published sum: first the total, then its parts


def suppressed(counts: Sequence[int], sums: Iterable[Sum]) -> list[int | str]:
    """The counts, with those under 5 as "<5", and "hidden" where one had to go to protect another."""
    hidden = {place for place, count in enumerate(counts) if count < SMALLEST_SHOWN}
    published = [list(one) for one in sums]
    has_changed = True
    while has_changed:  # hiding a number may leave another sum with a single hidden one
        has_changed = False
        for one in published:
            also = _also_hidden(counts, one, hidden)
            if also is not None:
                hidden.add(also)
                has_changed = True
    return [_shown(count, place in hidden) for place, count in enumerate(counts)]


def _also_hidden(counts: Sequence[int], places: Sum, hidden: set[int]) -> int | None:
    """The place to hide as well, where exactly one of a sum's numbers is hidden; None where there is nothing to do."""
    total, *parts = places
    if not parts or sum(place in hidden for place in places) != 1:
        return None
    shown = [place for place in parts if place not in hidden]
    return min(shown, key=lambda place: (counts[place], place), default=total)


def _shown(count: int, is_hidden: bool) -> int | str:
    if not is_hidden:
        return count
    return SMALL if count < SMALLEST_SHOWN else HIDDEN
