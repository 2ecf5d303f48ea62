"""The files of a run, read, judged on one day and settled: what all reports are made from."""

from collections.abc import Sequence
from datetime import date

from openlet.contracts.rates import Rates
from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Ledger
from openlet.payments.returns import standing
from openlet.reports.judged import FileRead, Judged, PersonNames, judged
from openlet.reports.seen import Watch
from openlet.scale.stage_one import FileClaims, Opened, Tick, look_back, stage_one
from openlet.scale.stage_two import stage_two


def judge_files(
    opened: Sequence[Opened],
    contracts: Contracts,
    ledger: Ledger,
    as_of: date,
    rates: Rates | None = None,
    looking: bool = False,
    complete: bool = False,
    names: PersonNames | None = None,
    tick: Tick | None = None,
) -> Judged:
    """Settle files as ``pay`` does, ready for the reports. Raises ``Unreadable``.

    ``looking``: every rule is run and what it finds is kept, for data quality over returns; earlier returns are then
    judged once more, on the day that they were prepared. ``complete``: the files are complete, so what is gone is gone.
    """
    files: list[FileClaims] = []
    read: list[FileRead] = []
    earlier = standing((one.returned(as_of) for one in opened), as_of).earlier
    for one in opened:
        watch = Watch() if looking else None
        is_earlier = one.returned(as_of) in earlier
        found = stage_one(one, contracts, as_of, tick, None if is_earlier else watch)
        if watch is not None and is_earlier:
            look_back(one, contracts, as_of, watch)
        files.append(found)
        read.append(FileRead(found.returned, tuple(found.claims), found.destinations, watch.seen() if watch else None))
    settled = stage_two(files, contracts, ledger, as_of, complete)
    return judged(settled, read, names, rates)
