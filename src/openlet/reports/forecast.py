"""The forecast (C.3): cash by month to the end of the payment tail, windows that close, starts against the profile.

Every figure is the sum of rows of the table by milestone. Paid money and money payable now stand in columns of their
own; lost money is never counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from openlet.payments.amounts import M3
from openlet.payments.bootcamps import Bootcamp
from openlet.payments.forecast import AT_RISK
from openlet.reports.cash import (
    PAID,
    PAID_BEFORE,
    PAYABLE,
    TAKE_BACK,
    Cash,
    RateUsed,
    lands,
    money,
    month_of,
    next_month,
    percent,
    rates_used,
)
from openlet.reports.judged import CONTEXT, Judged, pounds
from openlet.reports.outlook import Outlook, outlook
from openlet.reports.starts import by_month, places, started
from openlet.reports.tables import Cell, Report, Table
from openlet.reports.when import closing_in
from openlet.reports.windows import closing, windows

PARTS = ("paid", "payable", "take_back", "m1_expected", "m2_expected", "m3_expected", "expected", "best", "worst")
COLUMNS = (
    *CONTEXT, "month", "returns", *PARTS, "cumulative_expected", "cumulative_best", "cumulative_worst",
    "max_value", "cumulative_expected_within_max_value",
)  # fmt: skip
BOOTCAMP_COLUMNS = (*CONTEXT, "bootcamp_ref", "bootcamp", "month", *PARTS)
SUMMARY_COLUMNS = (
    *CONTEXT, "provider", "learners", "bootcamps", "paid", "payable", "take_back", "to_come", "at_risk",
    "not_counted", "lost", "expected", "best", "worst", "max_value", "expected_above_max_value",
    "best_above_max_value", "last_month",
)  # fmt: skip
MILESTONE_COLUMNS = (
    *CONTEXT, "learn_ref_number", "uln", "bootcamp_ref", "bootcamp_start", "milestone", "stage", "value",
    "counted_on", "carried_by", "month", "rates_used", "chance_percent", "expected", "best", "worst",
)  # fmt: skip
RATE_COLUMNS = (
    *CONTEXT, "bootcamp_ref", "milestone", "rate_percent", "reached", "of", "best_percent", "worst_percent",
    "source", "counted",
)  # fmt: skip
TOTAL = "total"
TIMES = " x "
NO_RETURN = "not known: no return is dated"
COUNTED = {"M1": "on day 14", "M2": "on the planned end; when it has passed or the bootcamp has ended, now"}
LAST_DAY = "on the last day that an offer may be dated"


def forecast(run: Judged) -> Report:
    """The report."""
    rates = rates_used(run)
    found = money(run, rates)
    own: dict[int, list[Cash]] = {ukprn: [] for ukprn in run.providers()}
    for one in found:
        own.setdefault(one.ukprn, []).append(one)
    tables = (
        Table("forecast", "Cash by month", COLUMNS, [row for one in own for row in _months(one, own[one], run)]),
        Table(
            "forecast-bootcamps",
            "Cash by bootcamp",
            BOOTCAMP_COLUMNS,
            [row for one in own for row in _bootcamps(one, own[one], run)],
        ),
        Table("forecast-summary", "Summary", SUMMARY_COLUMNS, [_summary(one, own[one], run) for one in own]),
        closing(found, run),
        windows(found, run),
        places(run),
        by_month(run),
        started(run),
        Table("forecast-rates", "Rates", RATE_COLUMNS, [_rate_row(one, run) for one in _of_contracts(rates, run)]),
        Table("forecast-milestones", "By milestone", MILESTONE_COLUMNS, [_milestone_row(one, run) for one in found]),
    )
    return Report("forecast", "Forecast", tables)


def rates_wanting(report: Report) -> str | None:
    """A sentence where expected amounts are left blank for want of a rate; None where none is."""
    tables = {table.name: table.records() for table in report.tables}
    used = {
        (row["ukprn"], row["bootcamp_ref"], name)
        for row in tables["forecast-milestones"]
        if row["expected"] is None
        for name in str(row["rates_used"]).split(TIMES)
    }
    wanting = sorted(
        f"{row['milestone']} of {row['bootcamp_ref']}"
        for row in tables["forecast-rates"]
        if row["rate_percent"] is None and (row["ukprn"], row["bootcamp_ref"], row["milestone"]) in used
    )
    if not wanting:
        return None
    return (
        f"No rate is known for {', '.join(dict.fromkeys(wanting))}, so the expected amounts that rest on it are left "
        "blank; best and worst are shown. Name it in a file with --rates."
    )


def _parts(found: Iterable[Cash]) -> dict[str, int | None]:
    """What some money comes to, in pence by column; None where a rate is wanting."""
    sums: dict[str, int | None] = dict.fromkeys(PARTS, 0)

    def add(column: str, pence: int | None) -> None:
        so_far = sums[column]
        sums[column] = None if so_far is None or pence is None else so_far + pence

    for one in found:
        add({PAID: "paid", PAYABLE: "payable", TAKE_BACK: "take_back"}.get(one.stage) or _column(one), one.expected)
        add("expected", one.expected)
        add("best", one.best)
        add("worst", one.worst)
    return sums


def _column(one: Cash) -> str:
    return f"{one.milestone.lower()}_expected"


def _cells(sums: dict[str, int | None]) -> tuple[Cell, ...]:
    return tuple(_pounds(sums[part]) for part in PARTS)


def _pounds(pence: int | None) -> Decimal | None:
    return None if pence is None else pounds(pence)


def _months(ukprn: int, own: Sequence[Cash], run: Judged) -> Iterator[tuple[Cell, ...]]:
    """A provider's money before, in each month to the end of the tail, and in total."""
    contract, context = run.contract(ukprn), run.provider_context(ukprn)
    most = contract.max_value if run.contract_id(ukprn) else None
    by_month_: dict[str, list[Cash]] = defaultdict(list)
    for one in own:
        by_month_[one.month].append(one)
    so_far: dict[str, int | None] = dict.fromkeys(("expected", "best", "worst"), 0)
    for month in (PAID_BEFORE, *_months_to_the_end(ukprn, own, run)):
        sums = _parts(by_month_[month])
        for column, before in so_far.items():
            now = sums[column]
            so_far[column] = None if before is None or now is None else before + now
        returns = None if month == PAID_BEFORE else "; ".join(str(one) for one in closing_in(month, contract))
        yield (*context, month, returns or None, *_cells(sums), *_cumulative(so_far, most))
    yield (*context, TOTAL, None, *_cells(_parts(own)), *_cumulative(so_far, most))


def _cumulative(so_far: dict[str, int | None], most: Decimal | None) -> tuple[Cell, ...]:
    expected = _pounds(so_far["expected"])
    capped = expected if expected is None or most is None else min(expected, pounds(int(most * 100)))
    return (*(_pounds(pence) for pence in so_far.values()), most, capped)


def _months_to_the_end(ukprn: int, own: Sequence[Cash], run: Judged) -> Iterator[str]:
    """Every month from that of the run to the one in which the last money can land (planned end, six months, a return).

    Money that was carried by a return that closed before is in ``PAID_BEFORE``.
    """
    month, last = month_of(run.as_of), last_month(ukprn, own, run)
    while month <= last:
        yield month
        month = next_month(month)


def last_month(ukprn: int, own: Iterable[Cash], run: Judged) -> str:
    """The month in which the last money can land."""
    found = [month_of(run.as_of)]
    for one in own:
        if one.month != PAID_BEFORE:
            found.append(one.month)
        if one.awaited is not None and one.awaited.last is not None and one.milestone == M3:
            found.append(lands(max(one.awaited.last, run.as_of), run, ukprn)[0])
    return max(found)


def _bootcamps(ukprn: int, own: Sequence[Cash], run: Judged) -> Iterator[tuple[Cell, ...]]:
    """Each bootcamp's money by month, where there is any, then its total."""
    contract, context = run.contract(ukprn), run.provider_context(ukprn)
    by_ref: dict[str, dict[str, list[Cash]]] = {}
    for one in own:
        by_ref.setdefault(one.bootcamp, {}).setdefault(one.month, []).append(one)
    for ref, by_month_ in sorted(by_ref.items()):
        title = contract.bootcamps[ref].title if ref in contract.bootcamps else None
        for month in sorted(by_month_, key=lambda month: "" if month == PAID_BEFORE else month):
            yield (*context, ref, title, month, *_cells(_parts(by_month_[month])))
        everything = [one for listed in by_month_.values() for one in listed]
        yield (*context, ref, title, TOTAL, *_cells(_parts(everything)))


def _summary(ukprn: int, own: Sequence[Cash], run: Judged) -> tuple[Cell, ...]:
    """One provider on one line; ``not_counted`` is open money that cannot be had: its year is closed, its time is over,
    or the learner is paid that milestone once, for another bootcamp."""
    bootcamps, has_contract = run.bootcamps_of(ukprn), run.contract_id(ukprn) is not None
    contract, sums = run.contract(ukprn), _parts(own)
    whole = sum((_outlook(one, run) for one in bootcamps), Outlook())
    at_risk = sum(one.pence for one in own if one.stage == AT_RISK)
    to_come = sum(one.pence for one in own if one.is_open) - at_risk
    most = contract.max_value if has_contract else None
    return (
        *run.provider_context(ukprn), contract.provider if has_contract else None,
        len({one.claim.LearnRefNumber for one in bootcamps}), len(bootcamps),
        *(_pounds(sums[part]) for part in ("paid", "payable", "take_back")), pounds(to_come), pounds(at_risk),
        pounds(whole.to_come + whole.at_risk - to_come - at_risk), pounds(whole.lost),
        *(_pounds(sums[part]) for part in ("expected", "best", "worst")), most,
        _above(sums["expected"], most), _above(sums["best"], most), last_month(ukprn, own, run),
    )  # fmt: skip


def _outlook(bootcamp: Bootcamp, run: Judged) -> Outlook:
    return sum(
        (outlook(bootcamp, milestone, run.as_of).outlook for milestone in bootcamp.milestones.values()), Outlook()
    )


def _above(pence: int | None, most: Decimal | None) -> Decimal | None:
    return None if pence is None or most is None else max(pounds(pence) - most, pounds(0))


def _milestone_row(one: Cash, run: Judged) -> tuple[Cell, ...]:
    context = run.context(one.found.claim) if one.found is not None else run.provider_context(one.ukprn)
    carried = str(one.carrier) if one.carrier else None if one.month == PAID_BEFORE else NO_RETURN
    return (
        *context, one.LearnRefNumber, one.ULN, one.bootcamp, one.started, one.milestone, one.stage,
        pounds(one.pence), one.day, carried, one.month, TIMES.join(one.steps) or None,
        percent(one.chance.expected) if one.is_open else None,
        _pounds(one.expected), pounds(one.best), pounds(one.worst),
    )  # fmt: skip


def _of_contracts(rates: dict[tuple[int, str, str], RateUsed], run: Judged) -> list[RateUsed]:
    """The rates of bootcamps that a contract has: others earn nothing."""
    return [one for one in rates.values() if run.contract(one.ukprn).allocates(one.bootcamp)]


def _rate_row(one: RateUsed, run: Judged) -> tuple[Cell, ...]:
    days = run.rates.m3_days(one.bootcamp, one.ukprn) if run.rates else None
    counted = COUNTED.get(one.milestone) or (LAST_DAY if days is None else f"{days} days after the end")
    told = one.reached
    return (
        *run.provider_context(one.ukprn), one.bootcamp, one.milestone, percent(one.chance.expected),
        told.reached if told else None, told.of if told else None,
        percent(one.chance.best), percent(one.chance.worst), one.source, counted,
    )  # fmt: skip
