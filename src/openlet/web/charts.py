"""Bar charts as plain SVG: where each part of each bar stands. The page draws them with a table beside."""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH = 400  # units of the drawing's own scale
LABEL_WIDTH = 110
BAR_HEIGHT, GAP = 26, 12
VALUE_WIDTH = 44


@dataclass(slots=True)
class Part:
    """One part of a bar: its colour's name, its words, how many; ``x`` and ``width`` are worked out."""

    kind: str
    words: str
    number: int
    x: float = 0
    width: float = 0


@dataclass(slots=True)
class Bar:
    """One bar with its parts from left to right; ``y`` is worked out."""

    label: str
    parts: Sequence[Part]
    y: int = 0
    end: float = field(default=LABEL_WIDTH)

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(part.number for part in self.parts)


def bars(listed: list[Bar]) -> list[Bar]:
    """Give every part its place; the longest bar takes the whole width."""
    most = max((bar.total for bar in listed), default=0) or 1
    scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / most
    for number, bar in enumerate(listed):
        bar.y, x = number * (BAR_HEIGHT + GAP), float(LABEL_WIDTH)
        for part in bar.parts:
            part.x, part.width = round(x, 2), round(part.number * scale, 2)
            x += part.number * scale
        bar.end = round(x, 2)
    return listed


def falls(listed: list[tuple[Bar, int, int]]) -> list[Bar]:
    """The bars of a waterfall, each of one part, from one amount to another; what is below nothing is cut off there."""
    most = max((max(start, end) for _, start, end in listed), default=0) or 1
    scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / most
    for number, (bar, start, end) in enumerate(listed):
        low, high = sorted((max(start, 0), max(end, 0)))
        part = bar.parts[0]
        bar.y = number * (BAR_HEIGHT + GAP)
        part.x, part.width = round(LABEL_WIDTH + low * scale, 2), round((high - low) * scale, 2)
        bar.end = round(LABEL_WIDTH + high * scale, 2)
    return [bar for bar, _, _ in listed]
