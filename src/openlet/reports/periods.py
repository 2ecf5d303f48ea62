"""Period by period: what each run recorded as paid or taken back, and what this one would add."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from openlet.payments.amounts import MILESTONES
from openlet.payments.ledger import MISTAKE, Entry
from openlet.payments.movement import CLAWBACK, NEW, RESTORED
from openlet.payments.settled import movements
from openlet.reports.judged import CONTEXT, Judged, pounds
from openlet.reports.tables import Cell, Table
from openlet.reports.when import return_of

COLUMNS = (
    *CONTEXT, "period", "judged_on", "recorded", "recorded_by", "new", "restored", "taken_back", "recorded_by_mistake",
    "m1_amount", "m2_amount", "m3_amount", "amount", "cumulative",
)  # fmt: skip
KINDS = (NEW, RESTORED, CLAWBACK, MISTAKE)
NOT_RECORDED = "not recorded yet"


def periods(run: Judged) -> Table:
    """A row for each recording of the ledger that moved money of a provider, and a last one for what is due now.

    ``period``: the first return that was open on the day judged on. Counts are movements of milestones.
    """
    rows = [row for ukprn in run.providers() for row in _of_provider(ukprn, run)]
    return Table("payments-periods", "Period by period", COLUMNS, rows)


def _of_provider(ukprn: int, run: Judged) -> list[tuple[Cell, ...]]:
    total, made = 0, list[tuple[Cell, ...]]()
    for one in run.settled.run.ledger.recordings:
        own = [entry for entry in one.entries if ukprn == entry.UKPRN]
        if own:
            total += sum(entry.pence for entry in own)
            made.append(_row(ukprn, own, (one.as_of, one.recorded_at[:10], one.recorded_by), total, run))
    now = [entry for entry in movements(run.settled) if ukprn == entry.UKPRN]
    total += sum(entry.pence for entry in now)
    made.append(_row(ukprn, now, (run.as_of, NOT_RECORDED, None), total, run))
    return made


def _row(
    ukprn: int, entries: Sequence[Entry], when: tuple[date, str, str | None], total: int, run: Judged
) -> tuple[Cell, ...]:
    carried = return_of(when[0], run.contract(ukprn))
    kinds, amounts = Counter(entry.reason for entry in entries), _by_milestone(entries)
    return (
        *run.provider_context(ukprn), carried.name if carried else None, *when,
        *(kinds[kind] for kind in KINDS), *(pounds(amounts[name]) for name in MILESTONES),
        pounds(sum(amounts.values())), pounds(total),
    )  # fmt: skip


def _by_milestone(entries: Iterable[Entry]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for entry in entries:
        found[entry.milestone] += entry.pence
    return found
