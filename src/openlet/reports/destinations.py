"""The destination analysis (C.4): where leavers went, in full and in a version to share without small numbers."""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from openlet.reports.judged import CONTEXT, Judged
from openlet.reports.leavers import MISSING, UNRESOLVED, Leaver, leavers
from openlet.reports.sharing import (
    AGREEMENT,
    ALL_LEAVERS,
    HEADLINE,
    IN_WORK,
    INTO_WORK,
    LEAVERS,
    OWN_LINES,
    SOCIAL_APART,
    TIMELINESS,
    TOTAL,
    line_of_category,
    shared,
)
from openlet.reports.tables import Cell, Report, Table
from openlet.spec.scheme import destinations as destination_codes

LEAVERS_COLUMNS = (
    *CONTEXT, "wave", "provider", "bootcamp_ref", "bootcamp", "leaving_month", "wmca_code", "measure_no", "measure",
    "category", "wmca_category", "esfa_category", "counted", "leavers",
)  # fmt: skip
HEADLINE_COLUMNS = (*CONTEXT, "line", "part_of", "leavers", "percent")
IN_WORK_COLUMNS = (*CONTEXT, "measure_no", "measure", "leavers", "percent")
INTO_WORK_COLUMNS = (*CONTEXT, "outcome", "title", "leavers", "percent")
AGREEMENT_COLUMNS = (*CONTEXT, "wmca_code_says", "destination_record_says", "agrees", "leavers")
TIMELINESS_COLUMNS = (
    *CONTEXT,
    "leavers",
    "with_collection_date",
    "late",
    "median_days",
    "shortest_days",
    "longest_days",
)
LEARNER_COLUMNS = (
    *CONTEXT, "learn_ref_number", "uln", "bootcamp_ref", "start", "actual_end", "emp_stat_at_start", "wmca_code",
    "measure_no", "measure", "category", "wmca_category", "esfa_category", "out_type", "out_code", "out_start",
    "out_coll_date", "agrees", "days_to_collection", "codes_before",
)  # fmt: skip

CATEGORIES = ("Positive", "Neutral", "Negative", UNRESOLVED, MISSING)
EMPLOYED, OUT_OF_WORK = 10, (11, 12)
IN_WORK_MEASURES = range(1, 6)
EMPLOYMENT = "EMP"
OTHER = "other"
TENTH = Decimal("0.1")

Line = tuple[str, str | None, int, int]  # line, part of, count, of how many


def destinations(run: Judged) -> list[Report]:
    """Two reports: all figures with a row for each leaver, and the version to share."""
    everyone = leavers(run)
    figures = (
        Table(LEAVERS, "Leavers", LEAVERS_COLUMNS, _leavers_rows(everyone, run)),
        Table(HEADLINE, "Headline", HEADLINE_COLUMNS, _by_provider(everyone, run, _headline)),
        Table(IN_WORK, "In-work progression", IN_WORK_COLUMNS, _by_provider(everyone, run, _in_work)),
        Table(INTO_WORK, "Into work", INTO_WORK_COLUMNS, _by_provider(everyone, run, _into_work)),
        Table(AGREEMENT, "Agreement", AGREEMENT_COLUMNS, _by_provider(everyone, run, _agreement)),
        Table(TIMELINESS, "Timeliness", TIMELINESS_COLUMNS, _by_provider(everyone, run, _timeliness)),
    )
    by_learner = Table("destinations-learners", "By learner", LEARNER_COLUMNS, [_learner(one, run) for one in everyone])
    return [
        Report("destinations", "Destinations", (*figures, by_learner)),
        Report("destinations-shared", "Destinations, to share", shared(figures)),
    ]


def _by_provider(
    everyone: Iterable[Leaver], run: Judged, rows: Callable[[list[Leaver]], Iterable[tuple[Cell, ...]]]
) -> list[tuple[Cell, ...]]:
    """The rows of each provider, behind the provider's context."""
    by_provider: dict[int, list[Leaver]] = {ukprn: [] for ukprn in run.providers()}
    for leaver in everyone:
        by_provider.setdefault(leaver.claim.UKPRN, []).append(leaver)
    return [(*run.provider_context(ukprn), *row) for ukprn, own in sorted(by_provider.items()) for row in rows(own)]


def _leavers_rows(everyone: Iterable[Leaver], run: Judged) -> list[tuple[Cell, ...]]:
    """Leavers by provider, bootcamp, month and code."""
    counts: Counter[tuple[Cell, ...]] = Counter(
        (
            *run.provider_context(one.claim.UKPRN), *_course(one, run),
            f"{one.claim.LearnActEndDate:%Y-%m}" if one.claim.LearnActEndDate else "not known",
            one.code, *_measure(one), *_categories(one), one.is_counted,
        )
        for one in everyone
    )  # fmt: skip
    ordered = sorted(counts, key=lambda key: tuple("" if cell is None else str(cell) for cell in key[2:]))
    return [(*key, counts[key]) for key in ordered]


def _course(leaver: Leaver, run: Judged) -> tuple[Cell, ...]:
    terms, ref = leaver.bootcamp.case.terms, leaver.claim.LearnAimRef
    provider = terms.provider if run.contract_id(leaver.claim.UKPRN) else None
    return (terms.wave, provider, ref, terms.bootcamps[ref].title if ref in terms.bootcamps else None)


def _measure(leaver: Leaver) -> tuple[Cell, ...]:
    found = leaver.destination
    return (found.measure_no, found.measure) if found else (None, None)


def _categories(leaver: Leaver) -> tuple[Cell, ...]:
    found = leaver.destination
    return (leaver.category, found.category if found else None, found.esfa_category if found else None)


def _headline(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """The categories, which add up to the leavers, then lines kept apart."""
    counted = [one for one in own if one.is_counted]
    apart = len(own) - len(counted)
    all_of_them = len(counted)
    categories = Counter(one.category for one in counted)
    codes = Counter(one.code for one in counted)
    lines: list[Line] = [(ALL_LEAVERS, None, all_of_them, all_of_them)]
    lines += [(line_of_category(name), ALL_LEAVERS, categories[name], all_of_them) for name in CATEGORIES]
    lines += [(title, _category_of(code, counted), codes[code], all_of_them) for code, title in OWN_LINES.items()]
    lines.append((SOCIAL_APART, None, apart, 0))
    return [(name, part_of, count, _percent(count, whole)) for name, part_of, count, whole in lines]


def _category_of(code: str, counted: Iterable[Leaver]) -> str:
    """The category that a code's leavers are counted in."""
    return next((one.category for one in counted if one.code == code), destination_codes()[code].category)


def _in_work(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """Learners in paid employment at the start, by what has become better (measures 1 to 5)."""
    employed = [one for one in own if one.is_counted and one.claim.EmpStat == EMPLOYED]
    found = Counter(
        one.destination.measure_no
        for one in employed
        if one.destination is not None and one.destination.OutType == EMPLOYMENT
    )
    titles = {one.measure_no: one.measure for one in destination_codes().values() if one.OutType == EMPLOYMENT}
    progressed = sum(found[number] for number in IN_WORK_MEASURES)
    lines: list[tuple[Cell, Cell, int]] = [(None, TOTAL, len(employed))]
    lines += [(number, titles[number], found[number]) for number in IN_WORK_MEASURES]
    lines.append((None, OTHER, len(employed) - progressed))
    return [(number, title, count, _percent(count, len(employed))) for number, title, count in lines]


def _into_work(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """Learners not in paid employment at the start, by the employment they went into."""
    base = [one for one in own if one.is_counted and one.claim.EmpStat in OUT_OF_WORK]
    found = Counter(
        one.destination.OutCode for one in base if one.destination is not None and one.destination.OutType == EMPLOYMENT
    )
    titles = {one.OutCode: one.title for one in destination_codes().values() if one.OutType == EMPLOYMENT}
    lines: list[tuple[Cell, Cell, int]] = [(None, TOTAL, len(base))]
    lines += [(f"{EMPLOYMENT}{code}", title, found[code]) for code, title in titles.items()]
    lines.append((None, OTHER, len(base) - sum(found.values())))
    return [(outcome, title, count, _percent(count, len(base))) for outcome, title, count in lines]


def _agreement(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """What the WMCA code and the destination record say of those who need both (A-124, A-128)."""
    counts = Counter(
        (_says(one), f"{one.outcome.OutType}{one.outcome.OutCode}" if one.outcome else "no record", one.agrees)
        for one in own
        if one.needs_record and one.is_latest
    )
    return [(*key, counts[key]) for key in sorted(counts, key=lambda key: (key[0], key[1]))]


def _says(leaver: Leaver) -> str:
    found = leaver.destination
    return f"{found.OutType}{found.OutCode}" if found else leaver.code


def _timeliness(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """Days from the actual end to the day the destination was collected."""
    days = sorted(one.days_to_collection for one in own if one.days_to_collection is not None)
    late = sum(one.was_late for one in own)
    latest = sum(one.is_latest for one in own)
    if not days:
        return [(latest, 0, late, None, None, None)]
    return [(latest, len(days), late, Decimal(median(days)).quantize(TENTH), days[0], days[-1])]


def _learner(one: Leaver, run: Judged) -> tuple[Cell, ...]:
    claim, outcome = one.claim, one.outcome
    return (
        *run.context(claim), claim.LearnRefNumber, claim.ULN, claim.LearnAimRef, claim.LearnStartDate,
        claim.LearnActEndDate, claim.EmpStat, one.code, *_measure(one), *_categories(one),
        *((outcome.OutType, outcome.OutCode, outcome.OutStartDate, outcome.OutCollDate) if outcome else (None,) * 4),
        one.agrees, one.days_to_collection, " ".join(one.codes_before) or None,
    )  # fmt: skip


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(part * 100) / whole).quantize(TENTH, rounding=ROUND_HALF_UP) if whole else None
