"""Starts against the contract (learners of each bootcamp, ``max_learners``) and against the profile by month."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from openlet.facts.completion import CONTINUING
from openlet.payments.amounts import M1
from openlet.payments.bootcamps import Bootcamp
from openlet.reports.cash import EVERY_BOOTCAMP, month_of, next_month
from openlet.reports.judged import CONTEXT, Judged, pounds
from openlet.reports.tables import Cell, Table
from openlet.reports.when import Carrier, periods
from openlet.spec.scheme import tolerances
from openlet.spec.years import year_on

PLACES_COLUMNS = (
    *CONTEXT, "bootcamp_ref", "bootcamp", "last_start", "days_left_to_start", "learners_in_contract", "started",
    "past_day_14", "in_learning", "started_percent", "places_left", "above_contract", "value_of_places_left",
)  # fmt: skip
MONTH_COLUMNS = (
    *CONTEXT, "bootcamp_ref", "month", "started", "profile", "cumulative_started", "cumulative_profile",
    "difference", "difference_percent", "reported_by", "tolerance_percent", "within_tolerance",
)  # fmt: skip
STARTED_COLUMNS = (
    *CONTEXT, "learn_ref_number", "uln", "bootcamp_ref", "bootcamp_start", "month", "past_day_14", "in_learning",
)  # fmt: skip
TENTH = Decimal("0.1")
FIRST_MONTH = 8  # August is the first month of an ILR year
FINAL = ("R13", "R14")  # report the whole year once more


def places(run: Judged) -> Table:
    """For each bootcamp of the contract, then for all: how many started, and how many places are left."""
    rows = [row for ukprn in run.providers() for row in _places_of(ukprn, run)]
    return Table("forecast-starts", "Starts against the contract", PLACES_COLUMNS, rows)


def by_month(run: Judged) -> Table:
    """Starts by month against the profile, which the file of rates holds."""
    rows = [row for ukprn in run.providers() for row in _months_of(ukprn, run)]
    return Table("forecast-starts-by-month", "Starts by month", MONTH_COLUMNS, rows)


def started(run: Judged) -> Table:
    """The learners who are counted as started."""
    rows = []
    for ukprn in run.providers():
        allocated = run.contract(ukprn).bootcamps
        for ref, listed in sorted(_starters(ukprn, run).items()):
            rows += [_started_row(one, run) for one in listed if ref in allocated]
    return Table("forecast-started", "Learners who have started", STARTED_COLUMNS, rows)


def _started_row(one: Bootcamp, run: Judged) -> tuple[Cell, ...]:
    claim = one.claim
    return (
        *run.context(claim), claim.LearnRefNumber, claim.ULN, claim.LearnAimRef, claim.LearnStartDate, _month(one),
        _is_past_day_14(one), claim.CompStatus == CONTINUING,
    )  # fmt: skip


def _is_past_day_14(one: Bootcamp) -> bool:
    return not one.milestones[M1].unmet and not one.milestones[M1].missing


def _starters(ukprn: int, run: Judged) -> dict[str, list[Bootcamp]]:
    """The bootcamps that have started by reference; of a learner with several spells on one, the first."""
    first: dict[tuple[object, ...], Bootcamp] = {}
    for bootcamp in run.bootcamps_of(ukprn):
        claim, start = bootcamp.claim, bootcamp.claim.LearnStartDate
        key = (claim.LearnAimRef, claim.real_uln or claim.LearnRefNumber)
        if start is not None and start <= run.as_of:
            before = first.get(key)
            if before is None or str(start) < str(before.claim.LearnStartDate):
                first[key] = bootcamp
    by_ref: dict[str, list[Bootcamp]] = {}
    for one in first.values():
        by_ref.setdefault(one.claim.LearnAimRef, []).append(one)
    return by_ref


def _places_of(ukprn: int, run: Judged) -> Iterator[tuple[Cell, ...]]:
    if run.contract_id(ukprn) is None:
        return
    contract, started = run.contract(ukprn), _starters(ukprn, run)
    left_worth = Decimal(0)
    for ref, bootcamp in sorted(contract.bootcamps.items()):
        row, left = _places_row(started.get(ref, []), bootcamp.learners)
        can_start = run.as_of <= bootcamp.start_to
        worth = bootcamp.price * left if left is not None and can_start else None
        left_worth += worth or 0
        window = (bootcamp.start_to, (bootcamp.start_to - run.as_of).days if can_start else 0)
        yield (*run.provider_context(ukprn), ref, bootcamp.title, *window, *row, _money(worth))
    everyone = [one for ref in contract.bootcamps for one in started.get(ref, [])]
    row, _ = _places_row(everyone, contract.max_learners)
    yield (*run.provider_context(ukprn), EVERY_BOOTCAMP, None, None, None, *row, _money(left_worth))


def _places_row(started: list[Bootcamp], most: int | None) -> tuple[tuple[Cell, ...], int | None]:
    """The cells of one line, and the places that are left."""
    past = sum(_is_past_day_14(one) for one in started)
    learning = sum(one.claim.CompStatus == CONTINUING for one in started)
    number = len(started)
    if most is None:
        return (None, number, past, learning, None, None, None), None
    left = max(most - number, 0)
    return (most, number, past, learning, _percent(number, most), left, max(number - most, 0)), left


def _months_of(ukprn: int, run: Judged) -> Iterator[tuple[Cell, ...]]:
    if run.contract_id(ukprn) is None:
        return
    started, refs = _starters(ukprn, run), sorted(run.contract(ukprn).bootcamps)
    profiles = {ref: run.rates.planned_starts(ref, ukprn) if run.rates else {} for ref in refs}
    starts = {ref: Counter(_month(one) for one in started.get(ref, [])) for ref in refs}
    every_profile: Counter[str] = Counter()
    if all(profiles[ref] for ref in refs if starts[ref]):  # else starts of some would stand against the plan of others
        for profile in profiles.values():
            every_profile.update(profile)
    every_start = sum(starts.values(), Counter[str]())
    for ref in refs:
        yield from _profile_rows(ukprn, ref, starts[ref], profiles[ref], run)
    yield from _profile_rows(ukprn, EVERY_BOOTCAMP, every_start, dict(every_profile), run)


def _month(bootcamp: Bootcamp) -> str:
    assert bootcamp.claim.LearnStartDate is not None
    return month_of(bootcamp.claim.LearnStartDate)


def _profile_rows(
    ukprn: int, ref: str, starts: Counter[str], profile: dict[str, int], run: Judged
) -> Iterator[tuple[Cell, ...]]:
    """One line for each month from the first start or profile to the last; nothing where there is neither."""
    listed = sorted(starts.keys() | profile.keys())
    if not listed:
        return
    month, now, done, planned = listed[0], month_of(run.as_of), 0, 0
    while month <= listed[-1]:
        done, planned = done + starts[month], planned + profile.get(month, 0)
        started = (starts[month], done) if month <= now else (None, None)
        wanted = (profile.get(month, 0), planned) if profile else (None, None)
        cells = (started[0], wanted[0], started[1], wanted[1])
        is_over = month < now
        against = _against(done, planned, month, ukprn, run) if profile and is_over else (None,) * 5
        yield (*run.provider_context(ukprn), ref, month, *cells, *against)
        month = next_month(month)


def _against(done: int, planned: int, month: str, ukprn: int, run: Judged) -> tuple[Cell, ...]:
    """The difference from the profile, and whether it is within the tolerance of the return that reports the month."""
    off = _percent(done - planned, planned) if planned else None
    carrier = _reporting(month, ukprn, run)
    allowed = tolerances()[carrier.period.period] if carrier else None
    within = None if off is None or allowed is None else abs(off) <= allowed
    return (done - planned, off, carrier.name if carrier else None, allowed, within)


def _reporting(month: str, ukprn: int, run: Judged) -> Carrier | None:
    """The return with a tolerance that reports a month: R01 is August's, R12 July's, and R14 July's for good."""
    first = date(int(month[:4]), int(month[5:]), 1)
    year = year_on(first)
    number = (first.month - FIRST_MONTH) % 12 + 1
    own = {f"R{number:02}", *(FINAL if number == 12 else ())} & tolerances().keys()
    found = [
        Carrier(year, one) for one in (periods(year, run.contract(ukprn)) if year else ()) if year and one.period in own
    ]
    return next((one for one in found if run.as_of <= one.closes), found[-1] if found else None)


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) * 100 / whole).quantize(TENTH, ROUND_HALF_UP) if whole else None


def _money(worth: Decimal | None) -> Decimal | None:
    return None if worth is None else pounds(int(worth * 100))
