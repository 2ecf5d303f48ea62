"""The lists that returns are invented from; they lie beside this file as CSV."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO

from openlet.spec.years import Year


@dataclass(frozen=True, slots=True)
class Place:
    """A real postcode, the area it lies in (``WMCA``, ``WM_OTHER``, ``OTHER``) and the nearest town."""

    postcode: str
    area: str
    town: str


@dataclass(frozen=True, slots=True)
class Course:
    """A kind of bootcamp: its length, its hours and its price in pounds, as text."""

    title: str
    sector: str
    weeks: int
    hours: int
    price: str


@dataclass(frozen=True, slots=True)
class Season:
    """When an invented year's bootcamps start: its wave, and the day on which every file was prepared."""

    wave: str
    wave_from: date
    wave_to: date
    prepared: date


@cache
def places(area: str) -> tuple[Place, ...]:
    """The postcodes in an area."""
    return tuple(
        Place(row["postcode"], row["area"], row["town"]) for row in _rows("postcodes.csv") if row["area"] == area
    )


@cache
def syllables(name: str, part: str) -> tuple[str, ...]:
    """The starts or ends of "given" or "family" names."""
    return tuple(row["text"] for row in _rows("names.csv") if (row["name"], row["part"]) == (name, part))


@cache
def streets() -> tuple[str, ...]:
    """Names of streets."""
    return tuple(row["street"] for row in _rows("streets.csv"))


@cache
def courses() -> tuple[Course, ...]:
    """The kinds of bootcamp that providers choose from."""
    return tuple(
        Course(row["title"], row["sector"], int(row["weeks"]), int(row["hours"]), row["price"])
        for row in _rows("bootcamps.csv")
    )


@cache
def season(year: Year) -> Season:
    """The season of a year. Raises ``ValueError`` for a year that none was invented for."""
    for row in _rows("seasons.csv"):
        if row["year"] == year.year:
            wave_from, wave_to, prepared = (
                date.fromisoformat(row[key]) for key in ("wave_from", "wave_to", "prepared")
            )
            return Season(row["wave"], wave_from, wave_to, prepared)
    raise ValueError(f"No returns can be invented for {year.year}: add it to invented/seasons.csv.")


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("openlet.invented") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text, newline="")))
