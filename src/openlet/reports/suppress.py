"""Hide small numbers before figures are shared, and so much besides that no hidden one can be worked out.

Numbers under 5 are shown as "<5". Where a sum is published with its parts, a hidden number may follow from the others
by subtraction, or because only one set of numbers under 5 adds up (8 as the sum of two of them). So every number from 1
to 4 must be able to be another one while all that is shown, and every sum, stays as it is; until then more is hidden.
That nobody was counted may follow: it is about nobody, and often known, because a table has no row where nobody is.
"""

from collections.abc import Collection, Iterable, Sequence

SMALLEST_SHOWN = 5
SMALL, HIDDEN = "<5", "hidden"
MOST_STEPS = 500  # of one search; where it finds nothing by then, the number counts as given away

Sum = Sequence[int]  # places of a published sum: first the total, then its parts


def suppressed(counts: Sequence[int], sums: Iterable[Sum], unseen: Collection[int] = ()) -> list[int | str]:
    """The counts, with those under 5 as "<5", and "hidden" where one had to go to protect another.

    ``unseen``: places that nobody is shown, but that follow from others. Where a total counts more than its parts
    (some are in none of them, such as those of whom it is not known), the rest follows, and is protected like a number.
    """
    added, whole = _with_the_rest(counts, sums)
    numbers = _Numbers(added, whole, frozenset(unseen))
    numbers.hide()
    return [_shown(count, place in numbers.hidden) for place, count in enumerate(counts)]


def _with_the_rest(counts: Sequence[int], sums: Iterable[Sum]) -> tuple[list[int], list[list[int]]]:
    """The counts with the rest of each sum that does not add up, and the sums with it; without those of too many parts:
    who is in two of them is counted twice, so nothing follows by subtraction."""
    added, whole = list(counts), []
    for total, *parts in sums:
        rest = counts[total] - sum(counts[place] for place in parts)
        if rest > 0 and parts:
            parts.append(len(added))
            added.append(rest)
        if rest >= 0 or not parts:
            whole.append([total, *parts])
    return added, whole


def _shown(count: int, is_hidden: bool) -> int | str:
    if not is_hidden:
        return count
    return SMALL if count < SMALLEST_SHOWN else HIDDEN


class _Numbers:
    """Numbers, what adds up to what, and which of them are hidden so far."""

    def __init__(self, counts: Sequence[int], sums: list[list[int]], unseen: frozenset[int]) -> None:
        self.counts, self.sums, self.unseen = counts, sums, unseen
        self.hidden = {place for place, count in enumerate(counts) if count < SMALLEST_SHOWN} | unseen
        self._in: list[dict[int, int]] = [{} for _ in counts]  # of each place its sums, and the sign in each
        for number, (total, *parts) in enumerate(sums):
            if parts:
                self._in[total][number] = -1
                for place in parts:
                    self._in[place][number] = 1

    def hide(self) -> None:
        """Hide until no number from 1 to 4 is given away."""
        self._leave_no_sum_with_one()
        waiting = [place for place in sorted(self.hidden) if self.counts[place] and place not in self.unseen]
        # a number that could be another one stays so whatever else is hidden later, so each is looked at once
        while waiting:
            if self._could_be_another(waiting[-1]) or not self._hide_near(waiting[-1]):
                waiting.pop()
            else:
                self._leave_no_sum_with_one()

    # By subtraction.

    def _leave_no_sum_with_one(self) -> None:
        has_changed = True
        while has_changed:  # hiding a number may leave another sum with a single hidden one
            has_changed = False
            for one in self.sums:
                also = self._also_hidden(one)
                if also is not None:
                    self.hidden.add(also)
                    has_changed = True

    def _also_hidden(self, places: Sum) -> int | None:
        """The place to hide as well, where exactly one of a sum's numbers is hidden; None where nothing is to do."""
        total, *parts = places
        hidden = [place for place in places if place in self.hidden and self.counts[place] > 0]
        if not parts or len(hidden) != 1 or hidden[0] in self.unseen:
            return None
        shown = [place for place in parts if place not in self.hidden]
        also = min(shown, key=lambda place: (self.counts[place], place), default=total)
        return None if also in self.hidden else also

    # By what else would add up.

    def _could_be_another(self, place: int) -> bool:
        """Whether the number could be one more or one less, others with it, so that everything still adds up."""
        return any(self._can_move(place, by) and self._mended({place: by}) for by in (1, -1))

    def _mended(self, moved: dict[int, int]) -> bool:
        """Whether further hidden numbers can be moved by one so that all sums are right again; looks at most so far."""
        listed = [(moved, self._off(moved))]
        for _ in range(MOST_STEPS):
            if not listed:
                return False
            moved, off = listed.pop()
            if not off:
                return True
            number, by = next(iter(off.items()))
            tries = []
            for place in self.sums[number]:
                step = -by * self._in[place][number]
                if place in self.hidden and place not in moved and self._can_move(place, step):
                    further = moved | {place: step}
                    tries.append((further, self._off(further)))
            listed += sorted(tries, key=lambda one: -len(one[1]))  # what leaves the fewest sums wrong comes first
        return False

    def _off(self, moved: dict[int, int]) -> dict[int, int]:
        """The sums that do not add up any more, and by how much."""
        off: dict[int, int] = {}
        for place, step in moved.items():
            for number, sign in self._in[place].items():
                off[number] = off.get(number, 0) + sign * step
        return {number: by for number, by in off.items() if by}

    def _can_move(self, place: int, by: int) -> bool:
        """Whether a hidden number may be one more or less as far as its own "<5" or "hidden" says; none stays none."""
        count = self.counts[place] + by
        if not self.counts[place]:
            return False
        if place in self.unseen:
            return count >= 0
        if self.counts[place] >= SMALLEST_SHOWN:
            return count >= SMALLEST_SHOWN
        return 0 <= count < SMALLEST_SHOWN

    def _hide_near(self, place: int) -> bool:
        """Hide one more number that the sums of this one reach, the nearest first. False: none is left.

        Of those in its own sums, the one that is in most of them can best stand in for it: then the smallest.
        """
        reached, layer = {place}, [place]
        while layer:
            sums = [number for one in layer for number in self._in[one]]
            near = {other for number in sums for other in self.sums[number]} - reached
            shown = [other for other in near if other not in self.hidden]
            if shown:
                self.hidden.add(min(shown, key=lambda other: (*self._unlike(place, other), self.counts[other], other)))
                return True
            reached |= near
            layer = sorted(near)
        return False

    def _unlike(self, place: int, other: int) -> tuple[bool, int]:
        """How badly another number would stand in for one: whether it is a total of the same sum, then how few sums of
        the one the other is in as well."""
        own, others = self._in[place], self._in[other]
        same = [number for number in own if others.get(number) == own[number]]
        return not same, -len(same)
