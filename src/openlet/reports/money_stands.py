"""Where the money stands: from the full value of the contract down to what is paid, step by step, to the penny."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openlet.contracts.terms import Contract
from openlet.payments.amounts import MILESTONES, entitlements
from openlet.payments.bootcamps import Bootcamp, Milestone
from openlet.reports.judged import CONTEXT, Judged, pounds
from openlet.reports.outlook import PARTS, Outlook, outlook
from openlet.reports.tables import Cell, Table

COLUMNS = (
    *CONTEXT, "learn_ref_number", "uln", "bootcamp_ref", "bootcamp_start", "milestone", "state",
    "full_price", "employer_part", "worth", *PARTS, "reason_codes", "withheld", "no_pay_codes",
)  # fmt: skip
STEP_COLUMNS = (*CONTEXT, "step", "what", "amount", "left", "learners")
# The steps in order: what they are called, and whether the amount is what is left at that point rather than taken off.
STEPS = {
    "contract": ("Full value of the contract", True),
    "not started": ("Places without a bootcamp in the returns", False),
    "started": ("Full price of the bootcamps returned", True),
    "employer": ("Paid by employers", False),
    "worth": ("What WMCA would pay for them in all", True),
    "lost": ("Lost", False),
    "at_risk": ("At risk: mend it and it is paid", False),
    "to_come": ("Not yet: its day or its claim is still to come", False),
    "kept": ("Paid above what it is worth now, and kept", False),
    "due": ("Earned so far", True),
    "payable": ("Payable now", False),
    "paid": ("Paid", True),
    "take_back": ("Recorded as paid, to be taken back", False),
    "recorded": ("Recorded as paid so far", True),
}
ONLY_WHERE_MONEY = ("kept", "take_back")


@dataclass(slots=True)
class _Sums:
    """Pence of one provider, and whose they are."""

    full: int = 0
    worth: int = 0
    outlook: Outlook = field(default_factory=Outlook)
    learners: dict[str, set[str | None]] = field(default_factory=lambda: defaultdict(set))


def money_stands(run: Judged) -> tuple[Table, Table]:
    """The steps for each provider, and every milestone with its parts, from which the steps are added up."""
    sums: dict[int, _Sums] = defaultdict(_Sums)
    rows = [
        _row(one, bootcamp, run, sums) for bootcamp in run.settled.bootcamps for one in bootcamp.milestones.values()
    ]
    steps = [row for ukprn in run.providers() for row in _steps(ukprn, sums[ukprn], run)]
    return (
        Table("payments-steps", "From the contract to what is paid", STEP_COLUMNS, steps),
        Table("payments-stands", "Where each milestone stands", COLUMNS, rows),
    )


def _row(milestone: Milestone, bootcamp: Bootcamp, run: Judged, sums: dict[int, _Sums]) -> tuple[Cell, ...]:
    claim = bootcamp.claim
    stands = outlook(bootcamp, milestone, run.as_of)
    full = _full(milestone.name, bootcamp)
    _add(sums[claim.UKPRN], claim.LearnRefNumber, full, milestone.worth, stands.outlook)
    return (
        *run.context(claim), claim.LearnRefNumber, claim.ULN, claim.LearnAimRef, claim.LearnStartDate,
        milestone.name, stands.state, pounds(full), pounds(full - milestone.worth), pounds(milestone.worth),
        *(pounds(getattr(stands.outlook, part)) for part in PARTS), " ".join(stands.codes) or None,
        pounds(milestone.withheld), " ".join(sorted({fault.code for fault in milestone.no_pay})) or None,
    )  # fmt: skip


def _full(name: str, bootcamp: Bootcamp) -> int:
    """The milestone's part of the full price, rounded as payments are; 0 where the contract has no price."""
    terms = bootcamp.case.terms
    allocated = terms.bootcamps.get(bootcamp.claim.LearnAimRef or "")
    none = dict.fromkeys(MILESTONES, Decimal(0))
    return entitlements(allocated.price, terms.milestones, none)[name] if allocated else 0


def _add(sums: _Sums, learner: str | None, full: int, worth: int, stands: Outlook) -> None:
    sums.full += full
    sums.worth += worth
    sums.outlook += stands
    for part in PARTS:
        if getattr(stands, part):
            sums.learners[part].add(learner)
    sums.learners["started"].add(learner)
    if full - worth:
        sums.learners["employer"].add(learner)


def _steps(ukprn: int, sums: _Sums, run: Judged) -> list[tuple[Cell, ...]]:
    """The steps of one provider. Each amount taken off leads from one sum to the next."""
    stands, contract = sums.outlook, run.contract(ukprn)
    whole = full_value(contract) if run.contract_id(ukprn) else None
    kept = stands.paid + stands.open - sums.worth  # more was paid than it is worth now, and is not taken back
    before = _paid_before(ukprn, run)
    amounts = {
        "contract": whole,
        "not started": None if whole is None else whole - sums.full,
        "started": sums.full,
        "employer": sums.full - sums.worth,
        "worth": sums.worth,
        "lost": stands.lost,
        "at_risk": stands.at_risk,
        "to_come": stands.to_come,
        "kept": -kept,
        "due": stands.paid + stands.payable,
        "payable": stands.payable,
        "paid": stands.paid,
        "take_back": stands.paid - before,
        "recorded": before if before != stands.paid else None,
    }
    made: list[tuple[Cell, ...]] = []
    left = whole
    for step, (words, is_sum) in STEPS.items():
        amount = amounts[step]
        if amount is None or (step in ONLY_WHERE_MONEY and not amount):
            continue
        left = amount if is_sum else (left or 0) - amount
        learners = len(sums.learners[step]) if step in sums.learners else None
        made.append((*run.provider_context(ukprn), step, words, pounds(amount), pounds(left), learners))
    return made


def _paid_before(ukprn: int, run: Judged) -> int:
    """The pence that were recorded as paid before, by the totals of ``pay``."""
    total = next((one for one in run.answer["totals"] if one["UKPRN"] == ukprn), None)
    return int(Decimal(total["previously_paid"]) * 100) if total else 0


def full_value(contract: Contract) -> int | None:
    """The pence that a contract is worth: its ``max_value``, else its places times their price; None without either."""
    if contract.max_value is not None:
        return int(contract.max_value * 100)
    places = [(one.learners, one.price) for one in contract.bootcamps.values()]
    return int(sum(number * price * 100 for number, price in places if number)) if _all_known(places) else None


def _all_known(places: Sequence[tuple[int | None, Decimal]]) -> bool:
    return bool(places) and all(number is not None for number, _ in places)


def sum_of(rows: Iterable[Sequence[Cell]], column: str) -> Decimal:
    """The sum of a column of money of the milestones' table."""
    at = COLUMNS.index(column)
    return sum((cell for row in rows if isinstance(cell := row[at], Decimal)), Decimal(0))
