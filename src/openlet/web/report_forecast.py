"""What the page of the forecast shows above its tables: cash by month, windows that close, starts, rates."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openlet.reports.cash import PAID_BEFORE
from openlet.reports.forecast import PARTS, TOTAL, rates_wanting
from openlet.reports.tables import Cell, Report
from openlet.reports.windows import WITHIN
from openlet.web.jinja import month as month_in_words
from openlet.web.plots import Plot, columns, lines
from openlet.web.reported import EITHER, Shown, shown_cell

Row = dict[str, Cell]
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
SOON = 10  # windows shown; the table has all
EVERY = "all"


def forecast_picture(shown: Shown) -> dict[str, Any]:
    """Each provider's money by month, what closes soon, the starts, and the rates that all this rests on."""
    months, summaries = shown.table("forecast").records(), shown.table("forecast-summary").records()
    return {
        "providers": [
            _provider(shown, row, [one for one in months if one["ukprn"] == row["ukprn"]]) for row in summaries
        ],
        "bootcamps": _bootcamps(shown),
        "closing": _closing(shown),
        "soon": _soon(shown),
        "places": [_starts(shown, row) for row in shown.table("forecast-starts").records()],
        "starts": _profile(shown),
        "rates": shown.table("forecast-rates").records(),
        "wanting": _wanting(shown),
    }


def pence(cell: Cell) -> int | None:
    """Money of a table in pence; None where it is not known."""
    return int(cell * 100) if isinstance(cell, Decimal) else None


def _provider(shown: Shown, summary: Row, rows: Sequence[Row]) -> dict[str, Any]:
    """The sums, the months with their money, and two charts: what comes in each month, and what that makes so far."""
    listed = [row for row in rows if row["month"] not in (PAID_BEFORE, TOTAL)]
    names, most = [str(row["month"]) for row in listed], pence(summary["max_value"])
    hrefs = [shown.address("forecast-milestones", month=name, **_of(summary)) for name in names]
    return {
        "ukprn": summary["ukprn"],
        "sums": {name: pence(cell) if isinstance(cell, Decimal) else cell for name, cell in summary.items()},
        "last_month": month_in_words(str(summary["last_month"])),
        "months": [_month(shown, row, summary) for row in rows],
        "hrefs": hrefs,
        "by_month": columns(names, [pence(row["expected"]) for row in listed], *_bounds(listed)),
        "so_far": _so_far(names, listed, most),
    }


def _bounds(listed: Sequence[Row]) -> tuple[list[int], list[int]]:
    return [pence(row["best"]) or 0 for row in listed], [pence(row["worst"]) or 0 for row in listed]


def _of(summary: Row) -> dict[str, Cell]:
    return {"ukprn": summary["ukprn"]}


def _so_far(names: Sequence[str], listed: Sequence[Row], most: int | None) -> Plot:
    drawn: list[tuple[str, str, list[int | None]]] = [
        (name, name.capitalize(), [pence(row[f"cumulative_{name}"]) for row in listed])
        for name in ("worst", "best", "expected")
    ]
    if most is not None:
        drawn.append(("most", "The contract's value", [most for _ in names]))
    return lines(names, drawn)


def _month(shown: Shown, row: Row, summary: Row) -> dict[str, Any]:
    month = str(row["month"])
    is_total = month == TOTAL
    asked = _of(summary) | ({} if is_total else {"month": month})
    return {
        "words": "Together" if is_total else month_in_words(month).capitalize() if month == PAID_BEFORE
        else month_in_words(month),
        "is_total": is_total,
        "returns": _returns(row["returns"]),
        "href": shown.address("forecast-milestones", **asked) if row["best"] or row["expected"] else None,
        **{name: pence(row[name]) for name in (*PARTS, "cumulative_expected", "cumulative_best", "cumulative_worst")},
    }  # fmt: skip


def _returns(cell: Cell) -> str:
    """Returns with the days on which they close, without what only says how sure these are."""
    return ISO_DAY.sub(r"\3/\2/\1", str(cell or "").replace(" (inferred)", ""))


def _bootcamps(shown: Shown) -> list[dict[str, Any]]:
    """Each bootcamp's money in all."""
    rows = shown.table("forecast-bootcamps").records()
    return [
        {name: pence(row[name]) for name in PARTS}
        | {"ref": row["bootcamp_ref"], "title": row["bootcamp"]}
        | {"href": shown.address("forecast-milestones", bootcamp_ref=row["bootcamp_ref"], ukprn=row["ukprn"])}
        for row in rows
        if row["month"] == TOTAL
    ]


def _closing(shown: Shown) -> list[dict[str, Any]]:
    """How many milestones close within 14, 30 and 60 days; 60 includes 30 includes 14."""
    rows = shown.table("forecast-closing").records()
    listed = []
    for days in WITHIN:
        narrower = EITHER.join(str(one) for one in WITHIN if one <= days)
        own = [row for row in rows if row["within_days"] == days]
        milestones: dict[str, dict[str, Any]] = {
            name: {
                "count": sum(_whole(row["milestones"]) for row in own if row["milestone"] == name),
                "value": sum(pence(row["value"]) or 0 for row in own if row["milestone"] == name),
                "href": shown.address("forecast-windows", within_days=narrower, milestone=name),
            }
            for name in dict.fromkeys(str(row["milestone"]) for row in own)
        }
        listed.append(
            {
                "days": days,
                "milestones": milestones,
                "count": sum(one["count"] for one in milestones.values()),
                "value": sum(one["value"] for one in milestones.values()),
                "href": shown.address("forecast-windows", within_days=narrower),
            }
        )
    return listed


def _soon(shown: Shown) -> dict[str, Any]:
    """The windows that close first, each with its learner, and how many have no last day."""
    rows = shown.table("forecast-windows").records()
    left = [row for row in rows if isinstance(row["days_left"], int) and row["days_left"] >= 0]
    return {
        "rows": [
            row | {"value": pence(row["value"]), "carried_by": _returns(row["return_for_last_safe_date"])}
            for row in left[:SOON]
        ],
        "all": len(rows),
        "undated": sum(row["last_safe_date"] is None for row in rows),
        "undated_href": shown.address("forecast-windows", last_safe_date=None),
        "href": shown.address("forecast-windows"),
        "keys": shown.learners(str(row["learn_ref_number"]) for row in left[:SOON]),
    }


def _whole(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _starts(shown: Shown, row: Row) -> dict[str, Any]:
    ref = row["bootcamp_ref"]
    asked = {"ukprn": row["ukprn"]} | ({} if ref == EVERY else {"bootcamp_ref": ref})
    return row | {
        "is_total": ref == EVERY,
        "worth": pence(row["value_of_places_left"]),
        "href": shown.address("forecast-started", **asked),
        "started_percent": shown_cell(row["started_percent"]),
    }


def _profile(shown: Shown) -> list[dict[str, Any]]:
    """Starts by month with the planned ones: of all bootcamps together, and of each that has a profile."""
    groups: dict[tuple[Cell, Cell], list[Row]] = {}
    for row in shown.table("forecast-starts-by-month").records():
        groups.setdefault((row["ukprn"], row["bootcamp_ref"]), []).append(row)
    planned = {key for key, own in groups.items() if any(row["profile"] is not None for row in own)}
    listed = sorted((key for key in groups if key[1] == EVERY or key in planned), key=lambda key: key[1] != EVERY)
    return [_of_profile(shown, key, groups[key], planned) for key in listed]


def _of_profile(
    shown: Shown, key: tuple[Cell, Cell], own: Sequence[Row], planned: set[tuple[Cell, Cell]]
) -> dict[str, Any]:
    ukprn, ref = key
    names = [str(row["month"]) for row in own]
    drawn = [("profile", "Planned so far", [_number(row["cumulative_profile"]) for row in own])]
    drawn.append(("expected", "Started so far", [_number(row["cumulative_started"]) for row in own]))
    asked = {"ukprn": ukprn} | ({} if ref == EVERY else {"bootcamp_ref": ref})
    return {
        "ukprn": ukprn,
        "ref": ref,
        "words": "all bootcamps" if ref == EVERY else ref,
        "has_profile": key in planned,
        "is_partly_planned": any(provider == ukprn for provider, _ in planned),
        "chart": lines(names, drawn, money=False),
        "rows": [
            row
            | {
                "words": month_in_words(str(row["month"])),
                "percent": shown_cell(row["difference_percent"]),
                "href": shown.address("forecast-started", month=row["month"], **asked),
            }
            for row in own
        ],
    }


def _number(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) else None


def _wanting(shown: Shown) -> str | None:
    """A sentence where expected amounts are left blank for want of a rate."""
    if all(row["expected"] is not None for row in shown.table("forecast-summary").records()):
        return None
    needed = tuple(shown.table(name) for name in ("forecast-milestones", "forecast-rates"))
    return rates_wanting(Report("forecast", "Forecast", needed))
