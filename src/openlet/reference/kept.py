"""Keep what takes long to work out from public reference data, so that the next run finds it ready.

Only public data comes here, never a learner's. A kept file carries its own SHA-256: a damaged one is made again. Where
nothing can be kept (``OPENLET_CACHE`` is empty, the folder cannot be written) every run works it out anew.
"""

import contextlib
import hashlib
import os
from pathlib import Path

VARIABLE = "OPENLET_CACHE"  # another folder; empty for none
DIGEST = 32


def folder() -> Path | None:
    """Where kept files lie: the user's cache folder, or the one that ``OPENLET_CACHE`` names."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    system = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    with contextlib.suppress(RuntimeError):  # no home
        return (Path(system) if system else Path.home() / ".cache") / "openlet"
    return None


def kept(name: str) -> bytes | None:
    """The content kept under a name, or None if there is none or it is damaged."""
    place = folder()
    if place is None:
        return None
    try:
        held = (place / name).read_bytes()
    except OSError:
        return None
    content = held[DIGEST:]
    return content if hashlib.sha256(content).digest() == held[:DIGEST] else None


def keep(name: str, content: bytes) -> None:
    """Keep content under a name; the file appears only when it is whole. Nothing happens where it cannot be written."""
    place = folder()
    if place is None:
        return
    part = place / f"{name}.{os.getpid()}.part"
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(content).digest() + content)
        part.replace(place / name)
