"""Tables as JSON that gives back the very same cells: money as Decimal, days as dates."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openlet.reports.tables import Cell, Table


def rows_as_data(rows: Sequence[Sequence[Cell]]) -> list[list[Any]]:
    """Rows of cells as JSON."""
    return [[_as_json(cell) for cell in row] for row in rows]


def rows_from(data: Sequence[Sequence[Any]]) -> list[tuple[Cell, ...]]:
    """The rows again."""
    return [tuple(map(_cell, row)) for row in data]


def table_as_data(table: Table) -> dict[str, Any]:
    """A table as JSON."""
    return {"name": table.name, "title": table.title, "columns": table.columns, "rows": rows_as_data(table.rows)}


def table_from(data: dict[str, Any]) -> Table:
    """The table again."""
    return Table(data["name"], data["title"], tuple(data["columns"]), rows_from(data["rows"]))


def _as_json(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return {"pounds": f"{cell:f}"}
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def _cell(held: Any) -> Cell:
    if isinstance(held, dict):
        return Decimal(held["pounds"]) if "pounds" in held else date.fromisoformat(held["day"])
    return held  # type: ignore[no-any-return]
