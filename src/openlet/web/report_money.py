"""What the pages of the money reports show above their tables: the waterfall, the statement, what keeps money back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openlet.reports.money_stands import STEPS
from openlet.reports.outlook import PARTS
from openlet.reports.periods import NOT_RECORDED
from openlet.reports.tables import Cell
from openlet.web.charts import Bar, Part, bars, falls
from openlet.web.reported import ANY, Shown

Row = dict[str, Cell]
SHORT = {
    "contract": "Contract",
    "not started": "Not started",
    "started": "Started",
    "employer": "Employers",
    "worth": "Worth",
    "lost": "Lost",
    "at_risk": "At risk",
    "to_come": "Not yet",
    "kept": "Kept",
    "due": "Earned",
    "payable": "Payable now",
    "paid": "Paid",
    "take_back": "Take back",
    "recorded": "Recorded",
}
KINDS = {"lost": "lost", "at_risk": "at-risk", "payable": "payable", "paid": "paid"}
MOST_ON_PAPER = 5  # reasons, and periods, of a statement: with more it would not be one page
MOST_PERIODS = 14  # bars of a chart: about a year; the table has all
LONGEST_REASONS = 12  # bars of a chart; the table has all


def money_picture(shown: Shown) -> dict[str, Any]:
    """The waterfall of each provider, the sums, the periods and what is withheld."""
    steps = shown.table("payments-steps").records()
    listed = [_period(shown, row) for row in shown.table("payments-periods").records()]
    return {
        "waterfalls": [_waterfall(shown, steps, ukprn) for ukprn in dict.fromkeys(row["ukprn"] for row in steps)],
        "statements": [_statement(shown, row) for row in shown.table("payments-statement").records()],
        "periods": listed,
        "period_falls": [_period_falls(listed, ukprn) for ukprn in dict.fromkeys(row["ukprn"] for row in listed)],
        "withheld": _withheld(shown),
    }


def statement_picture(shown: Shown) -> dict[str, Any]:
    """The same for one page of paper: the largest reasons and the newest periods, the rest in one line each."""
    picture = money_picture(shown)
    rows, listed = picture["withheld"]["rows"], picture["periods"]
    rest, earlier = rows[MOST_ON_PAPER:], listed[:-MOST_ON_PAPER]
    return picture | {
        "on_paper": True,
        "withheld": {"rows": rows[:MOST_ON_PAPER], "bars": _bars(rows[:MOST_ON_PAPER])},
        "rest": {"count": len(rest), "pence": sum(row["concerned"] for row in rest)},
        "periods": listed[-MOST_ON_PAPER:],
        "earlier": {"count": len(earlier), "pence": sum(_pence(row["amount"]) for row in earlier)},
    }


def no_pay_picture(shown: Shown) -> dict[str, Any]:
    """What each reason concerns, as bars that lead to its learners, and the value of all data errors."""
    rows = shown.table("no-pay-summary").records()
    reasons = [row for row in rows if row["reason_code"] != "total"]
    reasons.sort(key=lambda row: -_pence(row["amount_concerned"]))
    listed = [
        {
            "code": row["reason_code"],
            "words": row["reason"],
            "learners": row["learners"],
            "alone": _pence(row["amount_withheld"]),
            "concerned": _pence(row["amount_concerned"]),
            "href": shown.address("no-pay", reason_code=row["reason_code"]),
        }
        for row in reasons
    ]
    return {
        "reasons": listed,
        "conditions": _conditions(shown),
        "bars": _bars([one for one in listed if one["concerned"]]),
        "hrefs": [one["href"] for one in listed if one["concerned"]],
        "error_value": sum(_pence(r["amount_concerned"]) for r in _totals(rows)),
    }


def _conditions(shown: Shown) -> list[Row | dict[str, Any]]:
    """The conditions that are not met, those that were claimed for nothing first."""
    rows = sorted(
        shown.table("no-pay-conditions").records(), key=lambda row: (-_number(row["claimed"]), -_number(row["rows"]))
    )
    return [
        row
        | {
            "pence": _pence(row["amount_withheld"]),
            "href": shown.address("no-pay-not-met", reason_code=row["reason_code"]),
        }
        for row in rows
    ]


def _totals(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["reason_code"] == "total"]


def _bars(listed: Sequence[dict[str, Any]]) -> list[Bar]:
    return bars(
        [Bar(str(one["code"]), [Part("lost", one["words"], one["concerned"])]) for one in listed[:LONGEST_REASONS]]
    )


def _waterfall(shown: Shown, steps: Sequence[Row], ukprn: Cell) -> dict[str, Any]:
    own = [row for row in steps if row["ukprn"] == ukprn]
    rows = [_step(shown, row) for row in own]
    listed, left = [], 0
    for row in rows:
        bar = Bar(
            SHORT[row["step"]],
            [Part(KINDS.get(row["step"], "sum" if row["is_sum"] else "none"), row["words"], row["amount"])],
        )
        listed.append((bar, 0, row["left"]) if row["is_sum"] else (bar, left, row["left"]))
        left = row["left"]
    return {"ukprn": ukprn, "rows": rows, "bars": falls(listed)}


def _step(shown: Shown, row: Row) -> dict[str, Any]:
    step = str(row["step"])
    return {
        "step": step,
        "words": row["what"],
        "amount": _pence(row["amount"]),
        "left": _pence(row["left"]),
        "learners": row["learners"],
        "is_sum": STEPS[step][1],
        "href": _address(shown, step) if row["amount"] else None,
    }


def _address(shown: Shown, step: str) -> str | None:
    """The address of the milestones behind a step."""
    if step == "due":
        return shown.address("payments", cumulative_entitlement=ANY)
    column = {"employer": "employer_part", "started": "full_price", "worth": "worth"}.get(step, step)
    if column in (*PARTS, "employer_part", "full_price", "worth"):
        return shown.address("payments-stands", **{column: ANY})
    return shown.address("payments-sign-off") if step == "take_back" else None


def _statement(shown: Shown, row: Row) -> dict[str, Any]:
    """The sums of a provider in pence, with the addresses of what is behind them."""
    money = {name: _pence(cell) for name, cell in row.items() if isinstance(cell, Decimal) and name not in PERCENT}
    behind = {
        **{f"m{at}": shown.address("payments", milestone=f"M{at}", cumulative_entitlement=ANY) for at in "123"},
        "learners": shown.address("payments-stands", milestone="M1"),
        "before": shown.address("payments", previously_paid=ANY),
        "period": shown.address("payments", this_period=ANY),
        "back": shown.address("payments-sign-off"),
        "withheld": shown.address("payments-stands", withheld=ANY),
        "earned": shown.address("payments", cumulative_entitlement=ANY),
    }
    return {**row, **money, "behind": behind}


def _period(shown: Shown, row: Row) -> dict[str, Any]:
    """A period with the address of its movements."""
    return {**row, "href": shown.address("payments-moved", recording=row["recording"])}


def _period_falls(listed: Sequence[Row], ukprn: Cell) -> dict[str, Any]:
    """The newest periods of a provider as bars, each from what was paid before it to what is paid with it."""
    rows = [row for row in listed if row["ukprn"] == ukprn][-MOST_PERIODS:]
    made = []
    for row in rows:
        pence, after = _pence(row["amount"]), _pence(row["cumulative"])
        kind = "lost" if pence < 0 else "payable" if row["recorded"] == NOT_RECORDED else "paid"
        made.append((Bar(_period_name(row), [Part(kind, str(row["recorded"]), pence)]), after - pence, after))
    hrefs = [{"href": row["href"] if row["amount"] else None, "is_sum": False} for row in rows]
    return {"ukprn": ukprn, "bars": falls(made), "rows": hrefs}


def _period_name(row: Row) -> str:
    """The return, such as R04, told apart from another recording in the same one by its day."""
    words, day = str(row["period"] or "").split(" "), row["judged_on"]
    period = next((word for word in words if word.startswith("R")), "None")
    return f"{period}, {day.day}/{day.month}/{day:%y}" if isinstance(day, date) else period


PERCENT = ("contract_value_used_percent",)


def _withheld(shown: Shown) -> dict[str, Any]:
    rows = sorted(shown.table("payments-withheld").records(), key=lambda row: -_pence(row["withheld"]))
    listed = [
        {
            "code": row["reason_codes"],
            "words": row["reason"],
            "milestones": row["milestones"],
            "concerned": _pence(row["withheld"]),
            "href": shown.address("payments-stands", no_pay_codes=row["reason_codes"], withheld=ANY),
        }
        for row in rows
    ]
    return {"rows": listed, "bars": _bars(listed)}


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _pence(cell: Cell) -> int:
    return int(cell * 100) if isinstance(cell, Decimal) else 0
