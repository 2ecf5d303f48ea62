"""Period by period: what each run recorded as paid or taken back, and what this one would add, with each movement."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from openlet.payments.amounts import MILESTONES
from openlet.payments.ledger import MISTAKE, Entry
from openlet.payments.movement import CLAWBACK, NEW, RESTORED
from openlet.payments.settled import movements
from openlet.reports.judged import CONTEXT, Judged, pounds
from openlet.reports.tables import Cell, Table
from openlet.reports.when import return_of

WHEN_COLUMNS = ("recording", "period", "judged_on", "recorded", "recorded_by")
COLUMNS = (
    *CONTEXT, *WHEN_COLUMNS, "new", "restored", "taken_back", "recorded_by_mistake",
    "m1_amount", "m2_amount", "m3_amount", "amount", "cumulative",
)  # fmt: skip
MOVED_COLUMNS = (
    *CONTEXT, "learn_ref_number", "uln", "bootcamp_ref", "bootcamp_start", "milestone", "movement", "amount",
    *WHEN_COLUMNS,
)  # fmt: skip
KINDS = (NEW, RESTORED, CLAWBACK, MISTAKE)
NOT_RECORDED = "not recorded yet"


@dataclass(frozen=True, slots=True)
class _Period:
    """The movements of one provider in one recording. ``when``: the cells of ``WHEN_COLUMNS``."""

    ukprn: int
    when: tuple[Cell, ...]
    entries: Sequence[Entry]


def periods(run: Judged) -> tuple[Table, Table]:
    """A row for each recording of the ledger that moved money of a provider, a last one for what is due now; and every
    movement of them, from which they are added up.

    ``recording``: its number among the provider's own. ``period``: the first return that was open on the day judged on.
    Counts are movements of milestones.
    """
    listed = [list(_of_provider(ukprn, run)) for ukprn in run.providers()]
    return (
        Table("payments-periods", "Period by period", COLUMNS, [row for own in listed for row in _rows(own, run)]),
        Table(
            "payments-moved",
            "What moved in each period",
            MOVED_COLUMNS,
            [_moved(entry, one, run) for own in listed for one in own for entry in one.entries],
        ),
    )


def _of_provider(ukprn: int, run: Judged) -> Iterator[_Period]:
    """The provider's recordings in order, then what would be recorded now."""
    number = 0
    for one in run.settled.run.ledger.recordings:
        own = [entry for entry in one.entries if ukprn == entry.UKPRN]
        if own:
            number += 1
            when = (number, _return_open(one.as_of, ukprn, run), one.as_of, one.recorded_at[:10], one.recorded_by)
            yield _Period(ukprn, when, own)
    now = [entry for entry in movements(run.settled) if ukprn == entry.UKPRN]
    yield _Period(ukprn, (number + 1, _return_open(run.as_of, ukprn, run), run.as_of, NOT_RECORDED, None), now)


def _return_open(day: date, ukprn: int, run: Judged) -> str | None:
    found = return_of(day, run.contract(ukprn))
    return found.name if found else None


def _rows(listed: Sequence[_Period], run: Judged) -> Iterator[tuple[Cell, ...]]:
    total = 0
    for one in listed:
        kinds, amounts = Counter(entry.reason for entry in one.entries), _by_milestone(one.entries)
        total += sum(amounts.values())
        yield (
            *run.provider_context(one.ukprn), *one.when, *(kinds[kind] for kind in KINDS),
            *(pounds(amounts[name]) for name in MILESTONES), pounds(sum(amounts.values())), pounds(total),
        )  # fmt: skip


def _moved(entry: Entry, one: _Period, run: Judged) -> tuple[Cell, ...]:
    return (
        *run.provider_context(one.ukprn), entry.LearnRefNumber, entry.ULN, entry.LearnAimRef, entry.LearnStartDate,
        entry.milestone, entry.reason, pounds(entry.pence), *one.when,
    )  # fmt: skip


def _by_milestone(entries: Iterable[Entry]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for entry in entries:
        found[entry.milestone] += entry.pence
    return found
