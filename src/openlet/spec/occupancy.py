"""The columns of the Devolved Adult Education Occupancy Report, as far as its layout is publicly known.

``occupancy.csv`` has every column of the two layouts that are known (2019-20 and 2020-21), with what OpenLET reads of
it and where the header comes from. Later layouts may have more columns, which are then named and passed over.
"""

from dataclasses import dataclass
from functools import cache

from openlet.spec.tables import all_rows

RECOGNISED_BY = ("Learner reference number", "Unique learner number", "Aim sequence number", "Learning aim reference")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: the entity and element that it holds, and the type or box where there are several.

    ``is_needed``: payments rest on it, so that a report without it cannot be judged at all.
    """

    header: str
    entity: str
    element: str
    type: str
    is_needed: bool


@cache
def occupancy_columns() -> dict[str, Column]:
    """The columns that are read, by ``plain_header``."""
    return {
        plain_header(row["header"]): Column(
            row["header"], row["entity"], row["element"], row["type"], row["needed"] == "yes"
        )
        for row in all_rows("occupancy.csv")
        if row["entity"]
    }


@cache
def occupancy_headers() -> frozenset[str]:
    """All headers that are known, read or not, by ``plain_header``."""
    return frozenset(plain_header(row["header"]) for row in all_rows("occupancy.csv"))


def plain_header(header: str) -> str:
    """A header without regard to case, blanks and the kind of its dashes."""
    return " ".join(header.translate(_DASHES).split()).casefold()
