"""The statement of a provider: what was earned, moved, withheld and is paid now; it needs no run folder."""

from decimal import Decimal
from typing import Any

from openlet.authority import ledger
from openlet.authority.models import Payment, SettledProvider
from openlet.authority.settlement.finance import MOVED, moved_table, movement_rows, payment_table
from openlet.payments.amounts import MILESTONES
from openlet.reports.aim_rows import phrase
from openlet.reports.judged import pounds
from openlet.reports.tables import Table

MOST = 10**9
NOT_A_PROVIDERS = ("approved_by",)  # who decided at the authority is not the provider's business


def figures_of(found: SettledProvider, payment: Payment | None) -> dict[str, Any]:
    """The figures of a statement: by milestone, movements by kind, what is withheld by reason. Pence."""
    said = found.figures
    kinds = payment.kinds if payment else said["moves"]
    return {
        "milestones": [
            {"name": name, "count": said["earned"].get(name, 0), "pence": int(Decimal(said[name]) * 100)}
            for name in MILESTONES
        ],
        "kinds": [_kind(kind, *counted) for kind, counted in kinds.items()],
        "withheld": [
            {"codes": codes, "words": "; ".join(map(phrase, codes.split())), "count": count, "pence": pence}
            for codes, count, pence in sorted(said["withheld_by"], key=lambda one: -one[2])
        ],
        "above": 0 if found.cap is None else max(found.earned - found.cap, 0),
    }


def _kind(kind: str, count: int, pence: int) -> dict[str, Any]:
    reason, _, milestone = kind.rpartition(" ")
    return {"reason": reason, "milestone": milestone, "count": count, "pence": pence}


def statement_tables(found: SettledProvider, payment: Payment, approved: tuple[str, str]) -> list[Table]:
    """The statement as sheets of a workbook: payment, movements by kind, each movement, what is withheld."""
    of = payment.settlement
    paid, moved = payment_table(of, [payment], approved), moved_table(of, [payment])
    each = ledger.movements_of(of.line, payment.UKPRN, 0, MOST)[1] if of.line else []
    withheld = [
        (one["codes"], one["words"], one["count"], pounds(one["pence"]))
        for one in figures_of(found, payment)["withheld"]
    ]
    return [
        _without(Table("payment", "Statement", paid.columns, paid.rows[:1])),
        Table("movements", "Movements", MOVED, moved.rows[:-1]),
        movement_rows(each),
        Table("withheld", "Withheld by reason", ("reason_codes", "reason", "milestones", "withheld"), withheld),
    ]


def _without(table: Table) -> Table:
    """The table without what is not the provider's business."""
    kept = [at for at, name in enumerate(table.columns) if name not in NOT_A_PROVIDERS]
    columns = tuple(table.columns[at] for at in kept)
    return Table(table.name, table.title, columns, [tuple(row[at] for at in kept) for row in table.rows])
