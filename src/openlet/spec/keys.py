"""What tells the records of a list apart, where spreadsheets or other files speak of records that are kept already."""

from functools import cache

from openlet.spec.tables import all_rows


@cache
def key_of(entity: str) -> tuple[str, ...]:
    """The elements that tell a record of an entity from its like within one parent; () where there are none."""
    row = next((row for row in all_rows("keys.csv") if row["entity"] == entity), None)
    return tuple(row["elements"].split()) if row else ()
