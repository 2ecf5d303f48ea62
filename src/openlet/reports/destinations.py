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
    BY_ESFA,
    BY_WMCA,
    CATEGORIES,
    CODES,
    HEADLINE,
    IN_WORK,
    INTO_WORK,
    LEAVERS,
    MEASURES,
    NO_MEASURE,
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
CATEGORY_COLUMNS = (*CONTEXT, "by", "category", "leavers", "percent")
CODE_COLUMNS = (
    *CONTEXT, "wmca_code", "outcome", "measure_no", "measure", "category", "wmca_category", "esfa_category", "counted",
    "leavers", "percent",
)  # fmt: skip
MEASURE_COLUMNS = (*CONTEXT, "measure_no", "measure", "leavers", "percent")
MOVED_COLUMNS = (*CONTEXT, "code_before", "code_now", "leavers")
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
    *CONTEXT, "learn_ref_number", "uln", "bootcamp_ref", "start", "actual_end", "leaving_month", "emp_stat_at_start",
    "wmca_code", "measure_no", "measure", "category", "wmca_category", "esfa_category", "counted", "in_work_line",
    "into_work_line", "out_type", "out_code", "out_start", "out_coll_date", "needs_both", "wmca_code_says",
    "destination_record_says", "agrees", "days_to_collection", "late", "code_before", "codes_before",
)  # fmt: skip

EVERY_CATEGORY = ("Positive", "Neutral", "Negative", UNRESOLVED, MISSING)
EMPLOYED, OUT_OF_WORK = 10, (11, 12)
IN_WORK_MEASURES = range(1, 6)
EMPLOYMENT = "EMP"
OTHER, NO_RECORD = "other", "no record"
TENTH = Decimal("0.1")

Line = tuple[str, str | None, int, int]  # line, part of, count, of how many


def destinations(run: Judged) -> list[Report]:
    """Two reports: all figures with a row for each leaver, and the version to share."""
    everyone = leavers(run)
    figures = (
        Table(LEAVERS, "Leavers", LEAVERS_COLUMNS, _leavers_rows(everyone, run)),
        Table(HEADLINE, "Headline", HEADLINE_COLUMNS, _by_provider(everyone, run, _headline)),
        Table(CATEGORIES, "By category", CATEGORY_COLUMNS, _by_provider(everyone, run, _by_category)),
        Table(CODES, "By WMCA code", CODE_COLUMNS, _by_provider(everyone, run, _by_code)),
        Table(MEASURES, "By measure", MEASURE_COLUMNS, _by_provider(everyone, run, _by_measure)),
        Table(IN_WORK, "In-work progression", IN_WORK_COLUMNS, _by_provider(everyone, run, _in_work)),
        Table(INTO_WORK, "Into work", INTO_WORK_COLUMNS, _by_provider(everyone, run, _into_work)),
        Table(AGREEMENT, "Agreement", AGREEMENT_COLUMNS, _by_provider(everyone, run, _agreement)),
        Table(TIMELINESS, "Timeliness", TIMELINESS_COLUMNS, _by_provider(everyone, run, _timeliness)),
    )
    moved = Table("destinations-moved", "Moved since", MOVED_COLUMNS, _by_provider(everyone, run, _moved))
    by_learner = Table("destinations-learners", "By learner", LEARNER_COLUMNS, [_learner(one, run) for one in everyone])
    return [
        Report("destinations", "Destinations", (*figures, moved, by_learner)),
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
            _leaving_month(one), one.code, *_measure(one), *_categories(one), one.is_counted,
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
    lines += [(line_of_category(name), ALL_LEAVERS, categories[name], all_of_them) for name in EVERY_CATEGORY]
    lines += [(title, _category_of(code, counted), codes[code], all_of_them) for code, title in OWN_LINES.items()]
    lines.append((SOCIAL_APART, None, apart, 0))
    return [(name, part_of, count, _percent(count, whole)) for name, part_of, count, whole in lines]


def _category_of(code: str, counted: Iterable[Leaver]) -> str:
    """The category that a code's leavers are counted in."""
    return next((one.category for one in counted if one.code == code), destination_codes()[code].category)


def _by_category(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """The same leavers by WMCA's categories and by ESFA's, whichever of them heads the report (AMB-33)."""
    counted = [one for one in own if one.is_counted]
    of_wmca = Counter(one.destination.category if one.destination else one.category for one in counted)
    of_esfa = Counter(one.destination.esfa_category if one.destination else one.category for one in counted)
    return [
        (by, line_of_category(name), found[name], _percent(found[name], len(counted)))
        for by, found in ((BY_WMCA, of_wmca), (BY_ESFA, of_esfa))
        for name in EVERY_CATEGORY
    ]


def _by_code(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """Each code that occurs, in the guide's order, then those without one; social destinations have no percentage."""
    first = {one.code: one for one in own}
    codes, counted = Counter(one.code for one in own), sum(one.is_counted for one in own)
    order = [*destination_codes(), UNRESOLVED, MISSING]
    rows = []
    for code in sorted(codes, key=order.index):
        one, found = first[code], first[code].destination
        outcome = f"{found.OutType}{found.OutCode} {found.title}" if found else None
        percent = _percent(codes[code], counted) if one.is_counted else None
        rows.append((code, outcome, *_measure(one), *_categories(one), one.is_counted, codes[code], percent))
    return rows


def _by_measure(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """Leavers by WMCA measure, which stands in the table of codes and not in their suffix; then those without one."""
    counted = [one for one in own if one.is_counted]
    titles = {one.measure_no: one.measure for one in destination_codes().values() if one.measure_no is not None}
    found = Counter(one.destination.measure_no if one.destination else one.category for one in counted)
    lines: list[tuple[Cell, Cell, int]] = [(number, titles[number], found[number]) for number in sorted(titles)]
    lines += [(None, NO_MEASURE, found[None])]
    lines += [(None, line_of_category(name), found[name]) for name in (UNRESOLVED, MISSING)]
    return [(number, title, count, _percent(count, len(counted))) for number, title, count in lines]


def _moved(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """Destinations that were another one in an earlier return: what it was last, and what it is now."""
    counts = Counter((one.code_before, one.code) for one in own if one.code_before is not None)
    return [(*moved, counts[moved]) for moved in sorted(counts, key=lambda moved: (-counts[moved], str(moved)))]


def _in_work_line(one: Leaver) -> Cell:
    """What has become better for a learner in paid employment at the start; None for others."""
    if not one.is_counted or one.claim.EmpStat != EMPLOYED:
        return None
    found = one.destination
    has_progressed = found is not None and found.OutType == EMPLOYMENT and found.measure_no in IN_WORK_MEASURES
    return found.measure if found is not None and has_progressed else OTHER


def _into_work_line(one: Leaver) -> Cell:
    """The employment that a learner went into who had none at the start; None for others."""
    if not one.is_counted or one.claim.EmpStat not in OUT_OF_WORK:
        return None
    found = one.destination
    return f"{EMPLOYMENT}{found.OutCode}" if found is not None and found.OutType == EMPLOYMENT else OTHER


def _in_work(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """Learners in paid employment at the start, by what has become better (measures 1 to 5)."""
    found = Counter(_in_work_line(one) for one in own)
    del found[None]
    titles = {one.measure_no: one.measure for one in destination_codes().values() if one.OutType == EMPLOYMENT}
    lines: list[tuple[Cell, Cell, int]] = [(None, TOTAL, found.total())]
    lines += [(number, titles[number], found[titles[number]]) for number in IN_WORK_MEASURES]
    lines.append((None, OTHER, found[OTHER]))
    return [(number, title, count, _percent(count, found.total())) for number, title, count in lines]


def _into_work(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """Learners not in paid employment at the start, by the employment they went into."""
    found = Counter(_into_work_line(one) for one in own)
    del found[None]
    titles = {
        f"{EMPLOYMENT}{one.OutCode}": one.title for one in destination_codes().values() if one.OutType == EMPLOYMENT
    }
    lines: list[tuple[Cell, Cell, int]] = [(None, TOTAL, found.total())]
    lines += [(outcome, title, found[outcome]) for outcome, title in titles.items()]
    lines.append((None, OTHER, found[OTHER]))
    return [(outcome, title, count, _percent(count, found.total())) for outcome, title, count in lines]


def _needs_both(one: Leaver) -> bool:
    """Whether a leaver is held against the destination record, which speaks of the bootcamp left last."""
    return one.needs_record and one.is_latest


def _agreement(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """What the WMCA code and the destination record say of those who need both (A-124, A-128)."""
    counts = Counter((_says(one), _record_says(one), one.agrees) for one in own if _needs_both(one))
    return [(*key, counts[key]) for key in sorted(counts, key=lambda key: (key[0], key[1]))]


def _says(leaver: Leaver) -> str:
    found = leaver.destination
    return f"{found.OutType}{found.OutCode}" if found else leaver.code


def _record_says(leaver: Leaver) -> str:
    return f"{leaver.outcome.OutType}{leaver.outcome.OutCode}" if leaver.outcome else NO_RECORD


def _timeliness(own: list[Leaver]) -> list[tuple[Cell, ...]]:
    """Days from the actual end to the day the destination was collected."""
    days = sorted(one.days_to_collection for one in own if one.days_to_collection is not None)
    late = sum(one.was_late for one in own)
    latest = sum(one.is_latest for one in own)
    if not days:
        return [(latest, 0, late, None, None, None)]
    return [(latest, len(days), late, Decimal(median(days)).quantize(TENTH), days[0], days[-1])]


def _leaving_month(one: Leaver) -> str:
    return f"{one.claim.LearnActEndDate:%Y-%m}" if one.claim.LearnActEndDate else "not known"


def _learner(one: Leaver, run: Judged) -> tuple[Cell, ...]:
    claim, outcome = one.claim, one.outcome
    says = (_says(one), _record_says(one)) if _needs_both(one) else (None, None)
    return (
        *run.context(claim), claim.LearnRefNumber, claim.ULN, claim.LearnAimRef, claim.LearnStartDate,
        claim.LearnActEndDate, _leaving_month(one), claim.EmpStat, one.code, *_measure(one), *_categories(one),
        one.is_counted, _in_work_line(one), _into_work_line(one),
        *((outcome.OutType, outcome.OutCode, outcome.OutStartDate, outcome.OutCollDate) if outcome else (None,) * 4),
        _needs_both(one), *says, one.agrees, one.days_to_collection, one.was_late, one.code_before,
        " ".join(one.codes_before) or None,
    )  # fmt: skip


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(part * 100) / whole).quantize(TENTH, rounding=ROUND_HALF_UP) if whole else None
