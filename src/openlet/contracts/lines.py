"""Where a key stands in a TOML text, for messages."""

import re

PART = re.compile(r""""[^"]*"|'[^']*'|[A-Za-z0-9_-]+""")
DOTTED = rf"(?:{PART.pattern})(?:\s*\.\s*(?:{PART.pattern}))*"
HEADING = re.compile(rf"\s*\[\[?\s*({DOTTED})\s*\]\]?\s*(?:#.*)?$")
ASSIGNED = re.compile(rf"\s*({DOTTED})\s*=")


def line_of(text: str, table: str, key: str, number: int = 0) -> int:
    """The line of a key in a TOML text: in the ``number``-th table of that name.

    Where the key is not written, or stands inside an inline table, the line of the nearest table or key above it.
    """
    path = tuple(table.split(".")) if table else ()
    wanted = (*path, key)
    current: tuple[str, ...] = ()
    seen, place, depth = -1, 1, 0
    for line, written in enumerate(text.split("\n"), 1):
        heading = HEADING.match(written)
        assigned = None if heading else ASSIGNED.match(written)
        if heading:
            current = full = _parts(heading[1])
            seen += full == path
        elif assigned:
            full = (*current, *_parts(assigned[1]))
        else:
            continue
        if current == path and seen > number:
            continue
        inside = current != path or seen == number or not path
        if full[: len(wanted)] == wanted and inside:
            return line
        if len(full) < len(wanted) and full == wanted[: len(full)] and len(full) >= depth:
            place, depth = line, len(full)
    return place


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in PART.findall(dotted))
