"""What the page of data quality shows above its tables: findings by rule, and from return to return."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from openlet.reports.findings import SEVERITIES
from openlet.reports.quality import TOTAL
from openlet.reports.tables import Cell
from openlet.web.charts import Bar, Part, bars
from openlet.web.reported import ANY, Shown

Row = dict[str, Cell]
KINDS = {"schema": "sum", "error": "lost", "no-pay": "at-risk", "to-do": "payable", "warning": "none"}
WORDS = {
    "schema": "Not valid in the schema",
    "error": "Would be refused",
    "no-pay": "Not paid by WMCA",
    "to-do": "To do",
    "warning": "Warning",
}
CHANGES = ("new", "as_before", "mended", "no_longer_returned")
LAST_RETURNS = 8  # shown beside each other; the table has all


def quality_picture(shown: Shown) -> dict[str, Any]:
    """Each rule with what is open, and how the findings have changed from return to return."""
    rows = shown.table("quality").records()
    returns = _returns(shown)
    return {
        "totals": [_total(row) for row in rows if row["rule"] == TOTAL],
        "rules": [_rule(shown, row) for row in rows if row["rule"] != TOTAL],
        "severities": WORDS,
        "kind_heads": [{"text": words, "numeric": True} for words in WORDS.values()],
        "returns": returns,
        "bars": _bars(returns),
        "key": [(KINDS[name], words) for name, words in WORDS.items()],
        "matrix": _matrix(shown),
        "not_run": _not_run(shown),
        "has_history": len(returns) > 1,
    }


def _pence(cell: Cell) -> int | None:
    return None if cell is None else int(cell * 100)  # type: ignore[operator]


def _total(row: Row) -> dict[str, Any]:
    return row | {"value_at_stake": _pence(row["value_at_stake"])}


def _rule(shown: Shown, row: Row) -> dict[str, Any]:
    return row | {
        "words": WORDS[str(row["severity"])],
        "kind": KINDS[str(row["severity"])],
        "value_at_stake": _pence(row["value_at_stake"]),
        "href": shown.address("quality-findings", ukprn=row["ukprn"], rule=row["rule"]),
    }


def _name(row: Row) -> str:
    """A return with the day it was prepared on: two exports may be of one return."""
    prepared = row["prepared"]
    assert isinstance(prepared, date)
    return f"{str(row['return']).replace(' (inferred)', '')}, {prepared:%d/%m/%Y}"


def _returns(shown: Shown) -> list[dict[str, Any]]:
    """Each return with its findings by severity, and what was new and what was mended against the one before."""
    found: dict[tuple[Cell, str], list[Row]] = {}
    for row in shown.table("quality-returns").records():
        found.setdefault((row["ukprn"], _name(row)), []).append(row)
    return [
        {
            "name": name,
            "counts": {kind: _sum(own, "findings", kind) for kind in WORDS},
            "total": _sum(own, "findings"),
            "href": shown.address("quality-returns", ukprn=ukprn, **{"return": own[0]["return"]}),
            "changes": {name: _sum(own, name) for name in CHANGES} if own[0]["new"] is not None else None,
        }
        for (ukprn, name), own in found.items()
    ]


def _sum(rows: Sequence[Row], column: str, severity: str = "") -> int:
    own = (row[column] for row in rows if not severity or row["severity"] == severity)
    return sum(cell for cell in own if isinstance(cell, int))


def _bars(returns: Sequence[dict[str, Any]]) -> list[Bar]:
    return bars([Bar(one["name"].split(",")[0], _parts(one["counts"])) for one in returns[-LAST_RETURNS:]])


def _parts(counts: dict[str, int]) -> list[Part]:
    return [Part(KINDS[kind], WORDS[kind], count) for kind, count in counts.items()]


def _matrix(shown: Shown) -> dict[str, Any]:
    """Rules against returns: how often each rule found something in each of the last returns."""
    found: dict[str, dict[str, Cell]] = {}
    said: dict[str, Row] = {}
    names: dict[str, None] = {}
    for row in shown.table("quality-returns").records():
        names[_name(row)] = None
        rule = str(row["rule"])
        found.setdefault(rule, {})[_name(row)] = row["findings"]
        said[rule] = row
    last = list(names)[-LAST_RETURNS:]
    order = sorted(found, key=lambda rule: (SEVERITIES.index(str(said[rule]["severity"])), rule))
    return {
        "heads": [{"text": name, "numeric": True} for name in last],
        "rules": [
            {"rule": rule, "what": said[rule]["what"], "counts": [found[rule].get(name, 0) for name in last]}
            for rule in order
        ],
    }


def _not_run(shown: Shown) -> dict[str, Any]:
    """Rules that could not judge: they say nothing and are never clean."""
    rows = shown.table("quality-rules-run").records()
    return {
        status: {
            "rules": len({row["rule"] for row in rows if row["status"] == status}),
            "href": shown.address("quality-rules-run", status=status, reason=ANY),
        }
        for status in ("crashed", "skipped")
    }
