"""Write an occupancy report from ILR records, as the national service would: a row for each aim, in its columns."""

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO
from typing import Any

from openlet.ilr.opening import Source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner, LearningDelivery
from openlet.spec.tables import Row, all_rows

OLDER, NEWER = "in_2019_20", "in_2020_21"
BOXES = {
    "ProviderSpecLearnerMonitoring": ("ProvSpecLearnMonOccur", "ProvSpecLearnMon"),
    "ProviderSpecDeliveryMonitoring": ("ProvSpecDelMonOccur", "ProvSpecDelMon"),
}
NAME = "10999991_123456_Devolved Adult Education Occupancy Report 20240720-093000.csv"


def columns(layout: str) -> list[Row]:
    return [row for row in all_rows("occupancy.csv") if row[layout]]


def rows_of(content: str | bytes, layout: str = OLDER) -> list[list[str]]:
    """The header and the rows of a report made from an ILR file."""
    ilr = IlrFile(Source("test.xml", None, content.encode() if isinstance(content, str) else content))
    heads = columns(layout)
    rows = [[row["header"] for row in heads]]
    for item in ilr:
        if isinstance(item.record, Learner):
            rows += [_row(heads, item.record, aim) for aim in item.record.LearningDelivery]
    return rows


def report(content: str | bytes, layout: str = OLDER, name: str = NAME) -> Source:
    """The report as a file."""
    return as_file(rows_of(content, layout), name)


def as_file(rows: Iterable[Iterable[str]], name: str = NAME, encoding: str = "utf-8-sig") -> Source:
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return Source(name, None, text.getvalue().encode(encoding))


def _row(heads: list[Row], person: Learner, aim: LearningDelivery) -> list[str]:
    left = {one: list(_codes(aim, one)) for one in {row["type"] for row in heads if row["entity"].endswith("FAM")}}
    return [_cell(row, person, aim, left) for row in heads]


def _codes(aim: LearningDelivery, kind: str) -> Iterable[str]:
    return (fam.LearnDelFAMCode or "" for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType == kind)


def _cell(row: Row, person: Learner, aim: LearningDelivery, left: dict[str, list[str]]) -> str:
    entity, element, kind = row["entity"], row["element"], row["type"]
    if entity in ("Learner", "LearningDelivery"):
        return _text(person if entity == "Learner" else aim, element)
    if entity == "LearningDeliveryFAM":
        return left[kind].pop(0) if left[kind] else ""
    if entity in BOXES:
        box, value = BOXES[entity]
        held = getattr(person if entity.endswith("LearnerMonitoring") else aim, entity)
        return next((getattr(one, value) or "" for one in held if getattr(one, box) == kind), "")
    return "0.00" if "earned cash" in row["header"] else ""


def _text(record: Any, element: str) -> str:
    value = getattr(record, element)
    raw = (record.raw or {}).get(element)
    if value is None:
        return raw or ""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
