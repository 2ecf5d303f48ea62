"""The milestone payment report (C.2): every milestone with its money, the provider statement, and the sign-off list."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openlet.contracts.terms import Contract
from openlet.payments.amounts import M1, M2, M3, MILESTONES, entitlements, share
from openlet.payments.bootcamps import HELD, NOT_REACHED, Bootcamp, Milestone
from openlet.payments.claims import Claim
from openlet.payments.dates import day_of_milestone_1
from openlet.payments.movement import RESTORED, UNCHANGED, Movement
from openlet.payments.settled import Absent, Orphan
from openlet.reports.aim_rows import bootcamps_named, phrase
from openlet.reports.judged import CONTEXT, Judged, pounds, rate
from openlet.reports.money_stands import money_stands
from openlet.reports.pay import because
from openlet.reports.periods import periods
from openlet.reports.tables import Cell, Report, Table

COLUMNS = (
    *CONTEXT, "learn_ref_number", "uln", "aim_seq", "learn_aim_ref", "aim_kind", "bootcamp_ref", "bootcamp_start",
    "milestone", "unit_price", "milestone_share", "contribution_rate", "contribution_source",
    "gross", "employer_part", "net", "status", "trigger_date", "trigger_evidence",
    "cumulative_entitlement", "previously_paid", "this_period", "movement", "movement_reason", "reason_codes",
)  # fmt: skip
STATEMENT_COLUMNS = (
    *CONTEXT, "provider", "learners", "bootcamps", "m1_count", "m2_count", "m3_count",
    "m1_amount", "m2_amount", "m3_amount", "previously_paid", "this_period", "awaiting_sign_off", "withheld",
    "uncapped_total", "cap", "capped_total", "contract_value_used_percent",
)  # fmt: skip
WITHHELD_COLUMNS = (*CONTEXT, "reason_codes", "reason", "milestones", "withheld")
SIGN_OFF_COLUMNS = (
    *CONTEXT, "learn_ref_number", "uln", "bootcamp_ref", "bootcamp_start", "milestone",
    "previously_paid", "cumulative_entitlement", "this_period", "movement_reason", "signed_off_by", "signed_off_on",
)  # fmt: skip
SOURCES = {"bootcamp aim": "BC", "milestone aim": "Z aim"}
MILESTONE_AIM = {M2: "Z2", M3: "Z3"}
TENTH = Decimal("0.1")


def payments(run: Judged) -> Report:
    """The report: milestones, statement, steps down to what is paid, periods, what is withheld, what is signed off."""
    rows = [_row(one, bootcamp, run) for bootcamp in run.settled.bootcamps for one in bootcamp.milestones.values()]
    rows += [_orphan_row(name, orphan, run) for orphan in run.settled.orphans for name in MILESTONES]
    rows += [_absent_row(name, absent, run) for absent in run.settled.absent for name in absent.moved]
    back = [_sign_off(row) for row in rows if _is_back(row)]
    tables = (
        Table("payments", "Payments", COLUMNS, rows),
        Table("payments-statement", "Statement", STATEMENT_COLUMNS, _statement(back, run)),
        *money_stands(run),
        periods(run),
        Table("payments-withheld", "Withheld by reason", WITHHELD_COLUMNS, _withheld(run)),
        Table("payments-sign-off", "To be signed off", SIGN_OFF_COLUMNS, back),
    )
    return Report("payments", "Milestone payments", tables)


def _row(milestone: Milestone, bootcamp: Bootcamp, run: Judged) -> tuple[Cell, ...]:
    claim, terms = bootcamp.claim, bootcamp.case.terms
    aim = milestone.claim if milestone.name in MILESTONE_AIM else claim
    price = _price(claim.LearnAimRef, terms)
    assert milestone.moved is not None
    return (
        *run.context(aim or claim), claim.LearnRefNumber, claim.ULN, *_aim(aim),
        claim.LearnAimRef, claim.LearnStartDate, milestone.name, price, *_parts(milestone, terms, price),
        milestone.status, *_trigger(milestone, bootcamp),
        *_money(milestone.moved), movement_reason(milestone), _codes(milestone),
    )  # fmt: skip


def _price(ref: str | None, terms: Contract) -> Decimal | None:
    allocated = terms.bootcamps.get(ref or "")
    return rate(allocated.price) if allocated else None


def _aim(aim: Claim | None) -> tuple[Cell, ...]:
    """The aim that the milestone rests on; blank where none is returned."""
    return (aim.AimSeqNumber, aim.LearnAimRef, aim.kind) if aim else (None, None, None)


def _parts(milestone: Milestone, terms: Contract, price: Decimal | None) -> tuple[Cell, ...]:
    """Shares, and the price's part split into the employer's and the authority's.

    The gross is rounded as the net is: cumulatively, so that the three add up to the price (AMB-47).
    """
    source = SOURCES.get(milestone.contribution_source, milestone.contribution_source)
    shares = (rate(milestone.share), rate(milestone.contribution), source)
    if price is None:
        return (*shares, None, None, None)
    gross = entitlements(price, terms.milestones, dict.fromkeys(MILESTONES, Decimal(0)))[milestone.name]
    return (*shares, pounds(gross), pounds(gross - milestone.worth), pounds(milestone.worth))


def _trigger(milestone: Milestone, bootcamp: Bootcamp) -> tuple[date | None, str | None]:
    """The day that the milestone turns on, and what shows it."""
    if milestone.name == M1:
        start, terms = bootcamp.claim.LearnStartDate, bootcamp.case.terms
        if start is None:
            return None, None
        return day_of_milestone_1(start, terms), f"LearnStartDate + {terms.milestones.m1_days} days"
    aim = milestone.claim
    if aim is None:
        return None, None
    return aim.LearnStartDate, f"LearnStartDate of {aim.LearnAimRef} ({aim.returned.name})"


def _money(moved: Movement) -> tuple[Cell, ...]:
    return (pounds(moved.entitlement), pounds(moved.previously), pounds(moved.this_period), moved.movement)


def movement_reason(milestone: Milestone) -> str | None:
    """Why money moves, or stays although nothing supports it; None where nothing was paid and nothing is due."""
    moved = milestone.moved
    assert moved is not None
    if moved.kept is not None:
        return f"kept: {moved.kept}"
    if moved.movement == UNCHANGED:
        return None
    if milestone.is_payable and moved.previously and moved.movement != RESTORED:
        return (
            f"the entitlement is now {pounds(moved.entitlement)}, {pounds(moved.previously)} was paid: price, share or "
            "contribution have changed"
        )
    return " ".join(because(milestone))


def _codes(milestone: Milestone) -> str | None:
    """The reason codes of a milestone that is not payable; what is missing where it cannot be judged."""
    if milestone.is_payable:
        return None
    codes = [unmet.code for unmet in milestone.unmet] + [fault.code for fault in milestone.no_pay]
    return " ".join(dict.fromkeys(codes)) or "; ".join(milestone.missing) or None


def _orphan_row(name: str, orphan: Orphan, run: Judged) -> tuple[Cell, ...]:
    """A milestone of a learner whose bootcamp is not in the files."""
    claim = orphan.claim
    aim = next((one for one in orphan.aims if one.kind == MILESTONE_AIM.get(name)), None)
    return (
        *run.context(aim or claim), claim.LearnRefNumber, claim.ULN, *_aim(aim), bootcamps_named(claim), None,
        name, _price(claim.names, orphan.terms), rate(share(name, orphan.terms.milestones)), None, None,
        None, None, None, NOT_REACHED, aim.LearnStartDate if aim else None, None,
        *_money(Movement(0, 0, UNCHANGED)), None, "MC-06" if aim else None,
    )  # fmt: skip


def _absent_row(name: str, absent: Absent, run: Judged) -> tuple[Cell, ...]:
    """A milestone that was paid, of a bootcamp that is no longer returned."""
    entry, moved = absent.entry, absent.moved[name]
    terms = run.contract(entry.UKPRN)
    return (
        *run.provider_context(entry.UKPRN), entry.LearnRefNumber, entry.ULN, None, None, None,
        entry.LearnAimRef, entry.LearnStartDate, name, _price(entry.LearnAimRef, terms),
        rate(share(name, terms.milestones)), None, None, None, None, None,
        HELD if moved.kept else NOT_REACHED, None, None, *_money(moved),
        f"kept: {moved.kept}" if moved.kept else "the bootcamp is no longer returned", None,
    )  # fmt: skip


def _is_back(row: Sequence[Cell]) -> bool:
    """Whether a row takes money back."""
    moved = row[COLUMNS.index("this_period")]
    return isinstance(moved, Decimal) and moved < 0


def _sign_off(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """What somebody has to agree to before it reaches a statement; the last two cells are theirs to fill."""
    return (*(row[COLUMNS.index(name)] for name in SIGN_OFF_COLUMNS[:-2]), None, None)


def _statement(back: Sequence[Sequence[Cell]], run: Judged) -> list[tuple[Cell, ...]]:
    """One row for each provider, with the totals of ``pay``; money to take back is in them and shown apart."""
    totals = {total["UKPRN"]: total for total in run.answer["totals"]}
    to_sign: dict[Cell, Decimal] = defaultdict(lambda: pounds(0))
    for row in back:
        moved = row[SIGN_OFF_COLUMNS.index("this_period")]
        assert isinstance(moved, Decimal)
        to_sign[row[SIGN_OFF_COLUMNS.index("ukprn")]] += moved
    return [_statement_row(ukprn, totals[ukprn], to_sign[ukprn], run) for ukprn in sorted(totals)]


def _statement_row(ukprn: int, total: dict[str, str | None], to_sign: Decimal, run: Judged) -> tuple[Cell, ...]:
    bootcamps = run.bootcamps_of(ukprn)
    earned = Counter(
        name
        for bootcamp in bootcamps
        for name, one in bootcamp.milestones.items()
        if one.moved is not None and one.moved.entitlement > 0
    )
    sums = {key: None if value is None else Decimal(value) for key, value in total.items() if key != "UKPRN"}
    return (
        *run.provider_context(ukprn), run.contract(ukprn).provider if run.contract_id(ukprn) else None,
        len({one.claim.LearnRefNumber for one in bootcamps}), len(bootcamps),
        *(earned[name] for name in MILESTONES), *(sums[name] for name in MILESTONES),
        sums["previously_paid"], sums["this_period"], to_sign, sums["withheld"],
        sums["cumulative"], sums["max_value"], sums["cumulative_within_max_value"],
        _percent(sums["cumulative"], sums["max_value"]),
    )  # fmt: skip


def _percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return (part * 100 / whole).quantize(TENTH) if part is not None and whole else None


def _withheld(run: Judged) -> list[tuple[Cell, ...]]:
    """What is withheld for each set of reasons, each milestone once, so that the rows add up to the statement's sum."""
    rows: list[tuple[Cell, ...]] = []
    for ukprn in run.providers():
        counts: Counter[str] = Counter()
        pence: Counter[str] = Counter()
        for milestone in (one for bootcamp in run.bootcamps_of(ukprn) for one in bootcamp.milestones.values()):
            if milestone.withheld:
                codes = " ".join(sorted({fault.code for fault in milestone.no_pay}))
                counts[codes] += 1
                pence[codes] += milestone.withheld
        for codes in sorted(counts):
            phrases = "; ".join(phrase(code) for code in codes.split())
            rows.append((*run.provider_context(ukprn), codes, phrases, counts[codes], pounds(pence[codes])))
    return rows
