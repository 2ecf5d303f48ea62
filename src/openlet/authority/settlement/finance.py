"""Tables for the finance system: payments, and movements by provider, kind and milestone, each with its reference."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from openlet.authority.models import Payment, Settlement
from openlet.reports.judged import pounds
from openlet.reports.tables import Cell, Table
from openlet.spec.years import year_of

CONTEXT = ("reference", "settlement", "return", "as_of", "wave", "ukprn", "provider", "contract_id")
AMOUNTS = ("earned_before", "moved", "earned_after", "cap", "above_cap", "paid_before", "to_pay")
PAYMENT = (*CONTEXT, *AMOUNTS, "approved_by", "approved_on", "ledger_line", "ledger_sha256", "result_sha256")
MOVED = (*CONTEXT, "movement", "milestone", "movements", "amount", "ledger_line", "ledger_sha256")
MOVEMENT = ("ukprn", "learn_ref_number", "uln", "bootcamp_ref", "bootcamp_start", "milestone", "movement", "amount")
TOTAL = "total"


def finance_tables(settlement: Settlement, payments: Sequence[Payment], approved: tuple[str, str]) -> list[Table]:
    """Payments and movements; ``approved`` says by whom and on which day, blank where it is not approved."""
    return [payment_table(settlement, payments, approved), moved_table(settlement, payments)]


def payment_table(settlement: Settlement, payments: Sequence[Payment], approved: tuple[str, str]) -> Table:
    """One row for each provider, and the total."""
    last = (*approved, *_line(settlement), settlement.document_sha256)
    rows = [(*_context(one), *_amounts(one), *last) for one in payments]
    rows.append((*_total(settlement), *_sums([_amounts(one) for one in payments]), *last))
    return Table("payments", "Payments", PAYMENT, rows)


def _sums(rows: Sequence[Sequence[Decimal | None]]) -> tuple[Cell, ...]:
    """The sums of the amounts; caps are not added up."""
    at_cap = AMOUNTS.index("cap")
    sums = [sum((one[at] or 0 for one in rows), pounds(0)) for at in range(len(AMOUNTS))]
    return tuple(None if at == at_cap else pence for at, pence in enumerate(sums))


def moved_table(settlement: Settlement, payments: Iterable[Payment]) -> Table:
    """One row for each provider, kind of movement and milestone, and the total."""
    found = [(one, *kind.rpartition(" ")[::2], *counted) for one in payments for kind, counted in one.kinds.items()]
    line = _line(settlement)
    rows = [(*_context(one), what, name, count, pounds(pence), *line) for one, what, name, count, pence in found]
    counts, pence = sum(one[3] for one in found), sum(one[4] for one in found)
    rows.append((*_total(settlement), None, None, counts, pounds(pence), *line))
    return Table("movements", "Movements", MOVED, rows)


def movement_rows(moves: Iterable[dict[str, Any]]) -> Table:
    """Every movement by itself, from the rows of ``findings``."""
    names = ("UKPRN", "LearnRefNumber", "ULN", "LearnAimRef", "LearnStartDate", "milestone", "reason")
    rows = [(*(one[name] for name in names), pounds(one["pence"])) for one in moves]
    return Table("each-movement", "Each movement", MOVEMENT, rows)


def name_of(settlement: Settlement) -> str:
    """The return period as people write it: 2025-26 R04."""
    return f"{year_of(str(settlement.year)).year} {settlement.period}"


def _context(one: Payment) -> tuple[Cell, ...]:
    of = one.settlement
    return (one.reference, of.pk, name_of(of), of.as_of, of.wave, one.UKPRN, one.provider, one.contract)


def _total(of: Settlement) -> tuple[Cell, ...]:
    return (TOTAL, of.pk, name_of(of), of.as_of, of.wave, None, None, None)


def _amounts(one: Payment) -> tuple[Decimal | None, ...]:
    above = 0 if one.cap is None else max(one.earned_after - one.cap, 0)
    cap = None if one.cap is None else pounds(one.cap)
    known = (one.earned_before, one.moved, one.earned_after)
    return (*(pounds(pence) for pence in known), cap, pounds(above), pounds(one.paid_before), pounds(one.to_pay))


def _line(settlement: Settlement) -> tuple[Cell, ...]:
    line = settlement.line
    return (line.number, line.hash) if line else (None, None)
