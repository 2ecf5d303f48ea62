"""What the learners of one bootcamp have in common, and what is asked of each newcomer, as data."""

from dataclasses import dataclass
from functools import cache

from openlet.spec.scheme import FOLDER
from openlet.spec.tables import all_rows

START, EVE = "start", "eve of the start"  # of the bootcamp: what a day that is not given is filled with


@dataclass(frozen=True, slots=True)
class Place:
    """An element of an entity; of a typed list, of one type."""

    entity: str
    element: str
    type: str | None


@dataclass(frozen=True, slots=True)
class EnrolmentColumn:
    """What is asked of a newcomer. ``also``: what spreadsheets call it besides.

    ``filled_with`` is what stands for it where nothing is given: ``START``, ``EVE``, another place, or None.
    """

    place: Place
    also: tuple[str, ...]
    filled_with: str | Place | None


@cache
def shared_places() -> tuple[Place, ...]:
    """What a bootcamp template holds, in the order of its form."""
    return tuple(_place(row) for row in all_rows(f"{FOLDER}/cohort.csv"))


@cache
def enrolment_columns() -> tuple[EnrolmentColumn, ...]:
    """What is asked of newcomers, in the order in which a table without headings is read."""
    return tuple(
        EnrolmentColumn(_place(row), tuple(filter(None, row["also"].split("|"))), _filling(row["filled_with"]))
        for row in all_rows(f"{FOLDER}/enrolment.csv")
    )


def _place(row: dict[str, str]) -> Place:
    return Place(row["entity"], row["element"], row["type"] or None)


def _filling(text: str) -> str | Place | None:
    entity, _, element = text.partition(".")
    return Place(entity, element, None) if element else text or None
