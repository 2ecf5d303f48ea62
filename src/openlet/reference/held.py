"""Look things up in the reference files that the user has loaded."""

import sqlite3
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openlet.reference.kinds import kinds
from openlet.reference.loading import WrongReference, key_of, place_of

REMEMBERED = 50_000  # keys of all kinds whose rows are kept at hand

Row = dict[str, Any]


@dataclass(slots=True)
class References:
    """The loaded reference files of a data folder; without a folder there are none."""

    folder: Path | None = None
    _open: dict[str, sqlite3.Connection | None] = field(default_factory=dict, repr=False)
    _known: dict[tuple[str, str, str], tuple[Row, ...]] = field(default_factory=dict, repr=False)
    _columns: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def has(self, kind: str, column: str | None = None) -> bool:
        """Whether a kind is loaded, with a column (``Organisation.LegalOrgType``) that files may lack."""
        if self._database(kind) is None:
            return False
        return column is None or column in self._columns[kind]

    def rows(self, kind: str, table: str, key: str | int) -> tuple[Row, ...]:
        """The rows of a table with a key; none where the kind is not loaded. Dates are dates, blanks are None."""
        asked = (kind, table, str(key))
        found = self._known.get(asked)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[asked] = self._look_up(*asked)
        return found

    def keys(self, kind: str, table: str) -> list[str]:
        """Every key of a small table, in the form in which keys are compared."""
        database = self._database(kind)
        if database is None:
            return []
        first = next(iter(_forms(kind, table)))
        return [str(key) for (key,) in database.execute(f'SELECT "{first}" FROM "{table}"')]

    def about(self, kind: str) -> str | None:
        """Which files a kind was loaded from, or None where it is not."""
        database = self._database(kind)
        return None if database is None else str(database.execute("SELECT source FROM about").fetchone()[0])

    def _look_up(self, kind: str, table: str, key: str) -> tuple[Row, ...]:
        database = self._database(kind)
        if database is None:
            return ()
        forms = _forms(kind, table)
        first = next(iter(forms))
        found = database.execute(f'SELECT * FROM "{table}" WHERE "{first}" = ?', (key_of(key, forms[first]),))
        return tuple(
            {
                name: date.fromisoformat(value) if form == "date" and value is not None else value
                for (name, form), value in zip(forms.items(), row, strict=True)
            }
            for row in found
        )

    def _database(self, kind: str) -> sqlite3.Connection | None:
        if kind not in self._open:
            self._open[kind] = self._opened(kind)
        return self._open[kind]

    def _opened(self, kind: str) -> sqlite3.Connection | None:
        place = place_of(self.folder, kind) if self.folder is not None else None
        if place is None or not place.is_file():
            return None
        try:
            database = sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            self._columns[kind] = frozenset(name for (name,) in database.execute("SELECT name FROM held"))
        except sqlite3.Error as error:
            raise WrongReference(
                f"{place} is damaged ({error}). Load it again: openlet reference load {kind}."
            ) from None
        return database


@cache
def _forms(kind: str, table: str) -> dict[str, str]:
    """The columns of a table with their forms, in order."""
    found = next(one for one in kinds()[kind].tables if one.name == table)
    return {column.name: column.form for column in found.columns}
