"""The workbook of a whole return: one sheet for each entity of the year, so that nothing of an ILR file is missing.

Every row names its learner, and its aim, status or destination record by the key of that: AimSeqNumber,
DateEmpStatApp, ULN. Where a key is missing or stands twice, the record gets a mark such as ``#2`` in the column
``Record``, and the rows below name it by that.
"""

from dataclasses import dataclass
from functools import cache

from openlet.exchange.columns import DESTINATION, LEARNER, REFERENCE
from openlet.spec.keys import key_of
from openlet.spec.layout import Entity, Field, layout
from openlet.spec.years import Year

RETURN = "Return"  # the sheet that says whose return this is, and of which year
YEAR, UKPRN = "ILR year", "UKPRN"  # on it
EXACT = "Exact texts"  # the hidden sheet of texts that would be read as something else, or that no cell can hold
RECORD = "Record"
MARK = "#"
SOURCE_FILES, SOURCE_FILE = "SourceFiles", "SourceFile"
LONGEST_NAME = 31  # of a sheet


@dataclass(frozen=True, slots=True)
class EntitySheet:
    """The sheet of an entity. ``above`` are the entities over it, from the top, ``keys`` their keys in its rows."""

    entity: Entity
    above: tuple[Entity, ...]
    keys: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        """Its name: that of the entity, as far as a workbook allows."""
        whole = self.entity.name
        return whole if len(whole) <= LONGEST_NAME else whole.removeprefix(LEARNER)

    @property
    def has_reference(self) -> bool:
        """Whether its rows belong to learners."""
        return self.entity.name != SOURCE_FILE

    @property
    def has_marks(self) -> bool:
        """Whether other sheets may have to name its rows by a mark."""
        return self.entity.name != LEARNER and self.entity.max_occurs > 1 and any(self.entity.entities())

    @property
    def columns(self) -> tuple[str, ...]:
        """The headers, in order."""
        reference = (REFERENCE,) if self.has_reference else ()
        marks = (RECORD,) if self.has_marks else ()
        return (*reference, *self.keys, *marks, *(field.element for field in self.fields))


@cache
def entity_sheets(year: Year) -> tuple[EntitySheet, ...]:
    """The sheets of a year, each after those that its rows name."""
    tops = {entity.name: entity for entity in layout(year).entities()}
    found: list[EntitySheet] = []
    for name in (LEARNER, DESTINATION, SOURCE_FILES):
        if name in tops:
            _add(found, tops[name], ())
    return tuple(found)


def _add(found: list[EntitySheet], entity: Entity, above: tuple[Entity, ...]) -> None:
    keys = tuple(key_of(one.name)[0] for one in above if one.max_occurs > 1 and one.name != LEARNER)
    fields = tuple(field for field in entity.fields() if field.element != REFERENCE)
    if fields:
        found.append(EntitySheet(entity, above, keys, fields))
    for below in entity.entities():
        _add(found, below, (*above, entity))


def marks(records: list[dict[str, str]], entity: Entity) -> list[str]:
    """Of each record of a list its mark, "" where its key tells it from the others."""
    key = key_of(entity.name)[0]
    texts = [record.get(key, "") for record in records]
    return [
        "" if text and texts.count(text) == 1 and not text.startswith(MARK) else f"{MARK}{number}"
        for number, text in enumerate(texts, 1)
    ]
