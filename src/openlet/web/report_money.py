"""What the pages of the money reports show above their tables: the waterfall, the statement, what keeps money back."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openlet.reports.money_stands import STEPS
from openlet.reports.outlook import PARTS
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
LONGEST_REASONS = 12  # bars of a chart; the table has all


def money_picture(shown: Shown) -> dict[str, Any]:
    """The waterfall of each provider, the sums, the periods and what is withheld."""
    steps = shown.table("payments-steps").records()
    return {
        "waterfalls": [_waterfall(shown, steps, ukprn) for ukprn in dict.fromkeys(row["ukprn"] for row in steps)],
        "statements": [_statement(row) for row in shown.table("payments-statement").records()],
        "periods": shown.table("payments-periods").records(),
        "withheld": _withheld(shown),
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
        "bars": _bars(listed),
        "error_value": sum(_pence(r["amount_concerned"]) for r in _totals(rows)),
    }


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
    column = {"employer": "employer_part", "started": "full_price", "worth": "worth"}.get(step, step)
    if column in (*PARTS, "employer_part", "full_price", "worth"):
        return shown.address("payments-stands", **{column: ANY})
    return shown.address("payments-sign-off") if step == "take_back" else None


def _statement(row: Row) -> dict[str, Any]:
    money = {name: _pence(cell) for name, cell in row.items() if isinstance(cell, Decimal) and name not in PERCENT}
    return {**row, **money}


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


def _pence(cell: Cell) -> int:
    return int(cell * 100) if isinstance(cell, Decimal) else 0
