"""What the pages of the destination report show above their tables: where leavers went, in full and to share."""

from collections.abc import Iterable, Sequence
from typing import Any

from openlet.reports.leavers import MISSING, UNRESOLVED
from openlet.reports.sharing import ALL_LEAVERS, BY_ESFA, BY_WMCA, OWN_LINES, SOCIAL_APART, TOTAL, line_of_category
from openlet.reports.tables import Cell
from openlet.web.charts import Bar, Part, bars
from openlet.web.reported import ANY, Shown, shown_cell

Row = dict[str, Cell]
LEARNERS = "destinations-learners"
FULL, SHARED = "destinations", "destinations-shared"
KINDS = {"Positive": "paid", "Neutral": "none", "Negative": "at-risk", UNRESOLVED: "lost", MISSING: "sum"}
KEY = [(kind, line_of_category(name).capitalize()) for name, kind in KINDS.items()]
CODE_OF = {words: code for code, words in OWN_LINES.items()}
OTHER_IN_WORDS = {
    "destinations-in-work": "Nothing of these, or no code",
    "destinations-into-work": "Not in work, or no code",
}


def destinations_picture(shown: Shown) -> dict[str, Any]:
    """All figures, each leading to its learners."""
    return _picture(shown, FULL) | {
        "agreement": _agreement(shown),
        "moved": [
            row | {"href": shown.address(LEARNERS, code_before=row["code_before"], wmca_code=row["code_now"])}
            for row in shown.table("destinations-moved").records()
        ],
        "courses": _courses(shown),
    }


def shared_picture(shown: Shown) -> dict[str, Any]:
    """The figures to share: without small numbers, and leading nowhere."""
    return _picture(shown, SHARED) | {"agreement": None, "report_name": SHARED}


def _picture(shown: Shown, report: str) -> dict[str, Any]:
    rows = {
        name: shown.table(f"{report}-{name}").records()
        for name in ("headline", "categories", "codes", "measures", "in-work", "into-work", "agreement", "timeliness")
    }
    links = shown if report == FULL else None
    return {
        "providers": [
            _provider(links, ukprn, {name: _own(listed, ukprn) for name, listed in rows.items()})
            for ukprn in dict.fromkeys(row["ukprn"] for row in rows["headline"])
        ],
        "key": KEY,
        "is_shared": report == SHARED,
    }


def _own(rows: Iterable[Row], ukprn: Cell) -> list[Row]:
    return [row for row in rows if row["ukprn"] == ukprn]


def _provider(shown: Shown | None, ukprn: Cell, rows: dict[str, list[Row]]) -> dict[str, Any]:
    lines = {str(row["line"]): row for row in rows["headline"]}
    return {
        "ukprn": ukprn,
        "leavers": _figure(shown, lines[ALL_LEAVERS], ukprn=ukprn, counted=True),
        "lines": [_line(shown, row, ukprn) for name, row in lines.items() if name not in (ALL_LEAVERS, SOCIAL_APART)],
        "social": _figure(shown, lines[SOCIAL_APART], ukprn=ukprn, counted=False),
        "categories": _categories(shown, rows["categories"], ukprn),
        "measures": _listed(shown, rows["measures"], "measure", ukprn),
        "codes": [
            _figure(shown, row, ukprn=ukprn, wmca_code=row["wmca_code"]) for row in rows["codes"]
        ],
        "in_work": _listed(shown, rows["in-work"], "in_work_line", ukprn),
        "into_work": _listed(shown, rows["into-work"], "into_work_line", ukprn),
        "days": rows["timeliness"][0],
        "days_hrefs": _days(shown, ukprn),
        "agreement": rows["agreement"],
    }  # fmt: skip


def _figure(shown: Shown | None, row: Row, **asked: Cell) -> dict[str, Any]:
    """A row with its percentage in words, and the address of its learners where there are any."""
    href = shown.address(LEARNERS, **asked) if shown is not None and row["leavers"] else None
    return row | {"percent": shown_cell(row.get("percent")), "href": href}


def _line(shown: Shown | None, row: Row, ukprn: Cell) -> dict[str, Any]:
    """A line of the headline: a category, or a code on a line of its own."""
    line = str(row["line"])
    asked: dict[str, Cell] = {"wmca_code": CODE_OF[line]} if line in CODE_OF else {"category": _category(line)}
    return _figure(shown, row, ukprn=ukprn, counted=True, **asked) | {"is_apart": line in CODE_OF}


def _category(line: str) -> str:
    return next(name for name in KINDS if line_of_category(name) == line)


def _categories(shown: Shown | None, rows: Sequence[Row], ukprn: Cell) -> dict[str, Any]:
    """WMCA's categories and ESFA's, each as one bar, with the table of both."""
    drawn: list[Bar] = []
    table: dict[str, dict[str, Any]] = {}
    for by in (BY_WMCA, BY_ESFA):
        own = [row for row in rows if row["by"] == by]
        parts = [Part(KINDS[_category(str(row["category"]))], str(row["category"]), _number(row)) for row in own]
        drawn.append(Bar(by, parts))
        for row in own:
            name = _category(str(row["category"]))
            asked = {"category": name} if name in (UNRESOLVED, MISSING) else {f"{by.lower()}_category": name}
            table.setdefault(str(row["category"]), {})[by] = _figure(shown, row, ukprn=ukprn, counted=True, **asked)
    return {"bars": bars(drawn), "table": table}


def _listed(shown: Shown | None, rows: Sequence[Row], column: str, ukprn: Cell) -> dict[str, Any]:
    """Lines with their bars; the total stands apart."""
    made = []
    for row in rows:
        name = str(row["outcome"] or row["title"]) if "outcome" in row else str(row["measure"])
        words = str(row["title"]) if "outcome" in row else name
        asked: dict[str, Cell] = {column: ANY if name == TOTAL else name}
        if column == "measure" and row["measure_no"] is None:
            asked = {"category": _category(name)} if name != "no WMCA measure" else {"measure": None}
        made.append(_figure(shown, row, ukprn=ukprn, counted=True, **asked) | {"words": words, "name": name})
    parts = [one for one in made if one["name"] != TOTAL]
    drawn = [Bar(_short(one), [Part("payable", one["words"], _number(one))]) for one in parts if _number(one)]
    return {
        "rows": parts,
        "total": next((one for one in made if one["name"] == TOTAL), None),
        "bars": bars(drawn),
        "hrefs": [one["href"] or "" for one in parts if _number(one)],
    }


def _short(line: dict[str, Any]) -> str:
    """A line as its bar names it; the table has the words."""
    if line.get("measure_no") is not None:
        return f"Measure {line['measure_no']}"
    return str(line.get("outcome") or line["words"]).capitalize().replace("Emp", "EMP")


def _number(row: dict[str, Any]) -> int:
    count = row["leavers"]
    return count if isinstance(count, int) else 0


def _days(shown: Shown | None, ukprn: Cell) -> dict[str, str]:
    if shown is None:
        return {}
    return {
        "dated": shown.address(LEARNERS, ukprn=ukprn, out_coll_date=ANY),
        "late": shown.address(LEARNERS, ukprn=ukprn, late=True),
        "undated": shown.address(LEARNERS, ukprn=ukprn, out_coll_date=None),
    }


def _agreement(shown: Shown) -> dict[str, Any]:
    """How many of those who need both agree, and every pair of what code and record say."""
    rows = shown.table("destinations-agreement").records()
    listed = [
        row | {"href": shown.address(LEARNERS, needs_both=True, **{name: row[name] for name in SAYS})} for row in rows
    ]
    sums = {
        words: {
            "count": sum(_number(row) for row in rows if row["agrees"] is agrees),
            "href": shown.address(LEARNERS, needs_both=True, agrees=agrees),
        }
        for words, agrees in (("agree", True), ("differ", False), ("cannot be compared", None))
    }
    return {"rows": sorted(listed, key=lambda row: (row["agrees"] is True, -_number(row))), "sums": sums}


SAYS = ("wmca_code_says", "destination_record_says")


def _courses(shown: Shown) -> list[dict[str, Any]]:
    """Leavers of each bootcamp by category, and by the month in which they left."""
    found: dict[tuple[Cell, Cell, Cell], dict[str, int]] = {}
    titles: dict[Cell, Cell] = {}
    for row in shown.table("destinations-leavers").records():
        if row["counted"]:
            key = (row["ukprn"], row["bootcamp_ref"], row["leaving_month"])
            counts = found.setdefault(key, dict.fromkeys(KINDS, 0))
            counts[str(row["category"])] += _number(row)
            titles[row["bootcamp_ref"]] = row["bootcamp"]
    return [
        {
            "ref": ref,
            "title": titles[ref],
            "month": month,
            "counts": list(counts.values()),
            "total": sum(counts.values()),
            "href": shown.address(LEARNERS, ukprn=ukprn, bootcamp_ref=ref, leaving_month=month, counted=True),
        }
        for (ukprn, ref, month), counts in found.items()
    ]
