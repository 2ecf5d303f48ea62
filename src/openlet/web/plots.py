"""Charts over months as plain SVG: where columns, lines and the marks of the scale stand, with a table beside each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from openlet.web.jinja import month as month_in_words

WIDTH, HEIGHT = 640, 260  # units of the drawing's own scale
LEFT, RIGHT, TOP, BOTTOM = 62, 8, 10, 28  # room for the scale, and for the months
MOST_MARKS = 6
MOST_MONTHS_NAMED = 9
SHARE_OF_COLUMN, WIDEST = 0.6, 48

Value = int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a scale: its place and its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """One month: the column from ``y`` to the foot, and the span from the worst to the best. None: not known."""

    label: str
    x: float
    width: float
    middle: float
    y: float | None
    height: float
    best: float
    worst: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line: how it is drawn (its class), its words, and its points as SVG writes them, in runs without a gap."""

    kind: str
    words: str
    runs: tuple[str, ...]
    dots: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart with its scales; ``foot`` is where nothing is."""

    marks: tuple[Mark, ...]
    months: tuple[Mark, ...]
    foot: float
    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    width: int = field(default=WIDTH)
    height: int = field(default=HEIGHT)


def columns(months: Sequence[str], expected: Sequence[Value], best: Sequence[int], worst: Sequence[int]) -> Plot:
    """A column for what is expected of each month, and a span from worst to best; pence."""
    scale = _Scale([*best, *worst, *(value or 0 for value in expected)])
    step = (WIDTH - LEFT - RIGHT) / max(len(months), 1)
    made = []
    for at, (month, value, most, least) in enumerate(zip(months, expected, best, worst, strict=True)):
        y = None if value is None else scale.at(value)
        top, height = (None, 0.0) if y is None else (min(y, scale.foot), abs(scale.foot - y))
        width, middle = round(min(step * SHARE_OF_COLUMN, WIDEST), 2), round(LEFT + step * (at + 0.5), 2)
        made.append(
            Column(
                month,
                round(middle - width / 2, 2),
                width,
                middle,
                top,
                round(height, 2),
                scale.at(most),
                scale.at(least),
            )
        )
    return Plot(scale.marks(in_pounds), _named(months, step), scale.foot, columns=tuple(made))


def lines(months: Sequence[str], listed: Sequence[tuple[str, str, Sequence[Value]]], money: bool = True) -> Plot:
    """Lines over months, each with the kind that it is drawn as, its words and its values; pence, or counts."""
    scale = _Scale([value or 0 for _, _, values in listed for value in values])
    step = (WIDTH - LEFT - RIGHT) / max(len(months), 1)
    made = [_line(kind, words, values, step, scale) for kind, words, values in listed]
    return Plot(scale.marks(in_pounds if money else str), _named(months, step), scale.foot, lines=tuple(made))


def in_pounds(pence: int) -> str:
    """Pence for a mark of the scale: £0, £1,500, £15k, £1.5m."""
    whole, sign = abs(pence) // 100, "-" if pence < 0 else ""
    if whole >= 1_000_000:
        return f"{sign}£{whole / 1_000_000:g}m"
    return f"{sign}£{whole / 1000:g}k" if whole >= 10_000 else f"{sign}£{whole:,}"


class _Scale:
    """From values to places: round marks from the least to the most, nothing always among them."""

    def __init__(self, values: Sequence[int]) -> None:
        self._step = _round_step(max([*values, 0]) - min([*values, 0]))
        self._least = (min([*values, 0]) // self._step) * self._step
        self._most = max(-(-max([*values, 0]) // self._step) * self._step, self._least + self._step)
        self.foot = self.at(0)

    def at(self, value: int) -> float:
        share = (value - self._least) / (self._most - self._least)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 2)

    def marks(self, words: Callable[[int], str]) -> tuple[Mark, ...]:
        found = range(self._least, self._most + 1, self._step)
        return tuple(Mark(self.at(value), words(value)) for value in found)


def _round_step(span: int) -> int:
    """A round step with which a span has few marks: 1, 2 or 5 times a power of ten."""
    step, bases = 1, cycle((2.0, 2.5, 2.0))
    while step * (MOST_MARKS - 1) < max(span, 1):
        step = int(step * next(bases))
    return step


def _named(months: Sequence[str], step: float) -> tuple[Mark, ...]:
    """The months that are named below: every one, or every second, third ... where they are many."""
    every = -(-len(months) // MOST_MONTHS_NAMED) or 1
    places = range(0, len(months), every)
    return tuple(Mark(round(LEFT + step * (at + 0.5), 2), month_in_words(months[at])) for at in places)


def _line(kind: str, words: str, values: Sequence[Value], step: float, scale: _Scale) -> Line:
    runs: list[list[str]] = [[]]
    dots = []
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        x, y = round(LEFT + step * (at + 0.5), 2), scale.at(value)
        runs[-1].append(f"{x},{y}")
        dots.append((x, y))
    return Line(kind, words, tuple(" ".join(run) for run in runs if run), tuple(dots))
