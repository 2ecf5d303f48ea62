"""What the name of an ILR file says: ``ILR-<UKPRN>-<year>-<yyyymmdd>-<hhmmss>-<NN>.xml``."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

PARTS = 6
WHOLE = re.compile(r"ILR-[0-9]{8}-[0-9]{4}-[0-9]{8}-[0-9]{6}-[0-9]{2}\.(?i:xml)")


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a name that has six of them, as written; each may still be wrong by itself."""

    name: str
    ukprn: str
    year: str
    day: str
    time: str
    serial: str

    @property
    def made(self) -> datetime | None:
        """When the file says that it was made, or None where that is no date and time."""
        try:
            return datetime.strptime(self.day + self.time, "%Y%m%d%H%M%S")
        except ValueError:
            return None


@cache
def name_parts(name: str) -> NameParts | None:
    """The parts of a file's name (a folder before it does not matter), or None where it has not six parts."""
    first, *others = base_name(name).rpartition(".")[0].split("-")
    return NameParts(name, *others) if first.upper() == "ILR" and len(others) == PARTS - 1 else None


def is_ilr_name(name: str) -> bool:
    """Whether a name has the form that the national service asks for, with a date and time that exist."""
    parts = name_parts(name)
    return WHOLE.fullmatch(base_name(name)) is not None and parts is not None and parts.made is not None


def base_name(name: str) -> str:
    """The name without the folder, of whatever system, in which it stands."""
    return re.split(r"[/\\]", name)[-1]
