"""The whole store as a run of files: what an export would write now, and what was exported before as earlier returns.

So every report of the store says what ``openlet report`` says of the exported files.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from openlet.contracts.rates import Rates
from openlet.ilr.opening import Source
from openlet.reports.judged import Judged
from openlet.scale.reporting import judge_files
from openlet.scale.stage_one import Opened, Tick, open_file
from openlet.spec.years import first_open, year_of
from openlet.store.judging import Basis
from openlet.store.leaving import Leaving
from openlet.store.models import Provider, ReturnYear, Snapshot
from openlet.store.refusals import NotDone
from openlet.store.return_dates import own_dates, returns_of
from openlet.store.services.exporting import EXPORT, leaving_again, leaving_now


@dataclass(frozen=True, slots=True)
class StoreRun:
    """A settled run of the store; ``left_out``: learners whom an export would leave out, so that they are not in it."""

    run: Judged
    left_out: int


def run_of_store(provider: Provider, basis: Basis, rates: Rates | None, tick: Tick | None = None) -> StoreRun:
    """Judge all years of the store on the day of the basis, every rule looked at.

    Raises ``NotDone`` where no contract is kept or nobody can be exported, ``WrongContract``.
    """
    if basis.contracts is None:
        raise NotDone(
            "No contract is kept yet, so nothing can be said of the money. Add the contract file in Settings."
        )
    opened: list[Opened] = []
    left_out = 0
    for of in ReturnYear.objects.filter(provider=provider).select_related("provider").order_by("year"):
        now, without = leaving_now(of, basis.as_of)
        left_out += without
        if now is not None:
            opened += [*(_opened(each) for each in _sent(of, basis)), _opened(now)]
    if not opened:
        raise NotDone("No learner can be exported yet, so there is nothing to report. Add or correct learners first.")
    files = list({one.sha256: one for one in opened}.values())
    run = judge_files(files, basis.contracts, basis.ledger, basis.as_of, rates, looking=True, tick=tick)
    return StoreRun(run, left_out)


def _sent(of: ReturnYear, basis: Basis) -> Iterator[Leaving]:
    """The last export of each return of a year, oldest first; an export that was never sent is no return."""
    year, contract = year_of(str(of.year)), basis.contracts.all[0] if basis.contracts else None
    listed = returns_of(year, contract, own_dates(of.provider))
    last: dict[str, Snapshot] = {}
    for kept in Snapshot.objects.filter(of=of, why=EXPORT).order_by("pk"):
        prepared = leaving_again(kept).prepared
        if prepared <= basis.as_of:
            period = first_open(listed, prepared)
            last[period.period if period else ""] = kept
    for kept in sorted(last.values(), key=lambda one: one.pk):
        yield leaving_again(kept)


def _opened(leaving: Leaving) -> Opened:
    return open_file(Source(leaving.name(1), None, leaving.content(1)))
