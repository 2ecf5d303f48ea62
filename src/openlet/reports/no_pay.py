"""The no-pay report (C.1): what is not paid and why, what each reason alone keeps back, and how old it is."""

from collections import defaultdict
from collections.abc import Sequence

from openlet.payments.bootcamps import Milestone
from openlet.reports.aim_rows import (
    AIM_COLUMNS,
    FIELDS_OF_CONDITIONS,
    aim_cells,
    field_names,
    phrase,
    reading,
    statements,
    values_found,
    what_is_wrong,
    what_to_do,
)
from openlet.reports.judged import CONTEXT, Judged, pounds
from openlet.reports.stops import NotMet, Stop, not_met, stops
from openlet.reports.tables import Cell, Report, Table

COLUMNS = (
    *CONTEXT, *AIM_COLUMNS,
    "reason_code", "reason", "statement", "field", "value_found", "value_expected", "blocks",
    "amount_withheld", "learner_withheld", "first_seen_return", "returns_open", "reading",
)  # fmt: skip
NOT_MET_COLUMNS = (*COLUMNS, "days_or_share", "earliest_possible_date")
SUMMARY_COLUMNS = (*CONTEXT, "reason_code", "reason", "rows", "learners", "amount_withheld", "amount_concerned")
CONDITION_COLUMNS = (*CONTEXT, "reason_code", "reason", "rows", "claimed", "learners", "amount_withheld")
DATA_ERROR_VALUE = "Data error value: every milestone that no-pay reasons stop, once"


def no_pay(run: Judged) -> Report:
    """The report: no-pay reasons, milestone conditions that are not met, and the summary of both by reason."""
    found, unmet = stops(run), not_met(run)
    tables = (
        Table("no-pay", "No pay", COLUMNS, [_row(one, run) for one in found]),
        Table(
            "no-pay-not-met",
            "Milestone conditions not met",
            NOT_MET_COLUMNS,
            [_not_met_row(one, run) for one in unmet],
        ),
        Table("no-pay-summary", "Summary", SUMMARY_COLUMNS, _summary(found, run)),
        Table("no-pay-conditions", "Conditions not met, by reason", CONDITION_COLUMNS, _conditions(unmet, run)),
    )
    return Report("no-pay", "No pay", tables)


def _row(stop: Stop, run: Judged) -> tuple[Cell, ...]:
    fault = stop.fault
    return (
        *run.context(stop.claim), *aim_cells(stop.claim),
        fault.code, phrase(fault.code), statements(fault.code, fault.source),
        field_names(fault), values_found(fault), what_to_do(fault.message), " ".join(fault.blocks),
        pounds(stop.pence), pounds(stop.learner_pence), stop.first_seen, stop.returns_open, reading(fault.code),
    )  # fmt: skip


def _not_met_row(one: NotMet, run: Judged) -> tuple[Cell, ...]:
    unmet = one.unmet
    return (
        *run.context(one.claim), *aim_cells(one.claim),
        unmet.code, phrase(unmet.code), statements(unmet.code),
        FIELDS_OF_CONDITIONS.get(unmet.code), what_is_wrong(unmet.message), what_to_do(unmet.message), one.milestone,
        pounds(one.pence), pounds(one.learner_pence), None, None, reading(unmet.code),
        unmet.measure, unmet.earliest,
    )  # fmt: skip


def _summary(found: Sequence[Stop], run: Judged) -> list[tuple[Cell, ...]]:
    """For each provider a row for each reason, then its data error value (B-16)."""
    by_provider: dict[int, list[Stop]] = defaultdict(list)
    for stop in found:
        by_provider[stop.claim.UKPRN].append(stop)
    return [row for ukprn in run.providers() for row in _summary_of(ukprn, by_provider[ukprn], run)]


def _summary_of(ukprn: int, own: Sequence[Stop], run: Judged) -> list[tuple[Cell, ...]]:
    stopped = [milestone for bootcamp in run.bootcamps_of(ukprn) for milestone in bootcamp.milestones.values()]
    by_code: dict[str, list[Stop]] = defaultdict(list)
    for stop in own:
        by_code[stop.fault.code].append(stop)
    rows = []
    for code, listed in sorted(by_code.items()):
        concerned = [one for one in stopped if any(fault.code == code for fault in one.no_pay)]
        rows.append((code, phrase(code), *_figures(listed, concerned)))
    rows.append(("total", DATA_ERROR_VALUE, *_figures(own, stopped)))
    return [(*run.provider_context(ukprn), *row) for row in rows]


def _figures(listed: Sequence[Stop], milestones: Sequence[Milestone]) -> tuple[Cell, ...]:
    """Rows, learners, what each reason alone keeps back, and what the milestones are worth that are stopped."""
    learners = len({stop.claim.LearnRefNumber for stop in listed})
    alone = sum(stop.pence for stop in listed)
    return (len(listed), learners, pounds(alone), pounds(sum(one.withheld for one in milestones)))


def _conditions(found: Sequence[NotMet], run: Judged) -> list[tuple[Cell, ...]]:
    """For each provider a row for each condition: milestones, those of them that were claimed, learners, and the pounds
    that this condition, and nothing else, keeps back."""
    by_code: dict[tuple[int, str], list[NotMet]] = defaultdict(list)
    for one in found:
        by_code[one.claim.UKPRN, one.unmet.code].append(one)
    rows: list[tuple[Cell, ...]] = []
    for (ukprn, code), listed in sorted(by_code.items()):
        learners = len({one.claim.LearnRefNumber for one in listed})
        claimed, alone = sum(one.is_claimed for one in listed), pounds(sum(one.pence for one in listed))
        rows.append((*run.provider_context(ukprn), code, phrase(code), len(listed), claimed, learners, alone))
    return rows
