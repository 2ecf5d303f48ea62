"""The rule pack in force: tables of the scheme that an authority has published, in place of those beside this file.

Here nothing is judged: whoever puts a pack in force (``openlet.packs``) has held it against its signature. Without one
everything is as it stands beside this file. Processes that this one starts use the same pack: the environment variable
names its file.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

VARIABLE = "OPENLET_PACK"  # set by the program for the processes that it starts, not by its user
SCHEME = "wmca_wave5"
REGISTER = "register.csv"
PARTS = (
    "terms.toml", "destinations.csv", "readings.csv", "reasons.csv", "tolerances.csv", "calendar.csv", REGISTER,
)  # fmt: skip
# Of these tables a pack says some rows anew; the others it says as a whole.
KEYS = {"calendar.csv": ("academic_year", "period"), "readings.csv": ("key",), "reasons.csv": ("code",)}

P = ParamSpec("P")
T = TypeVar("T")
_empty: list[Callable[[], None]] = []


@dataclass(frozen=True, slots=True)
class InForce:
    """A pack: its file (None: no pack), what reports call it, and its parts by name.

    ``generation`` is counted up with each change in this process and never comes again: what is remembered is
    remembered of one generation, so that what a thread worked out while the pack was changed is never taken for that
    of another.
    """

    generation: int
    path: Path | None = None
    label: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Work a thing out once for each pack that is in force."""

    plain: Callable[..., T] = function

    @cache
    def of_generation(generation: int, *given: Any) -> T:
        return plain(*given)

    @wraps(function)
    def once(*given: P.args, **none: P.kwargs) -> T:
        return of_generation(_now.generation, *given)

    _empty.append(of_generation.cache_clear)
    return once


def use(path: Path | None) -> None:
    """Put the pack of a file in force, or none. Raises ``OSError``, ``ValueError``, ``KeyError``."""
    global _now
    _now = _read(path, _now.generation + 1)
    if path is None:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = str(path)
    for one in _empty:
        one()


def part(name: str) -> str | None:
    """The text of a table in the pack in force; None where it has none, or no pack is in force."""
    return _now.parts.get(name.rpartition("/")[2])


def in_force() -> InForce:
    """The pack in force."""
    return _now


def label() -> str:
    """What reports call the pack in force; "" without one."""
    return _now.label


def generation() -> int:
    """For what is remembered elsewhere of one pack: part of its key."""
    return _now.generation


def _read(path: Path | None, generation: int) -> InForce:
    if path is None:
        return InForce(generation)
    content = path.read_bytes()
    found = json.loads(content)
    number, mark = found["manifest"]["number"], hashlib.sha256(content).hexdigest()[:8]
    return InForce(generation, path, f"pack {SCHEME} no. {number} ({mark})", dict(found["parts"]))


# Of the process that has started this one. A pack that it names and that is not there ends the process: nothing would
# be judged as it is there.
_now = _read(Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None, 0)
