"""From files to what reports are made from: both stages over the files, with every rule where a report asks for it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from openlet.contracts.rates import Rates
from openlet.contracts.terms import Contracts
from openlet.ilr.partial import NotHere
from openlet.ilr.records import Learner
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
    *,
    complete: bool = False,
    rates: Rates | None = None,
    every_rule: bool = False,
    with_names: bool = False,
    tick: Tick | None = None,
) -> Judged:
    """Judge and settle the files for reports; ``every_rule``: with all findings. Raises ``Unreadable``."""
    files: list[FileClaims] = []
    read: list[FileRead] = []
    earlier = standing((one.returned(as_of) for one in opened), as_of).earlier
    for one in opened:
        is_earlier = one.returned(as_of) in earlier
        watch = Watch(in_words=not is_earlier) if every_rule else None
        found = stage_one(one, contracts, as_of, tick, None if is_earlier else watch)
        if watch is not None and is_earlier:
            look_back(one, contracts, as_of, watch)
        files.append(found)
        read.append(FileRead(found.returned, tuple(found.claims), found.destinations, watch.seen() if watch else None))
    settled = stage_two(files, contracts, ledger, as_of, complete)
    return judged(settled, read, _names(opened, as_of) if with_names else None, rates)


def _names(opened: Sequence[Opened], as_of: date) -> PersonNames:
    """The learners' names, read from the files once more; the newest file's count."""
    names: PersonNames = {}
    for one in sorted(opened, key=lambda file: file.returned(as_of).age):
        for item in one.read():
            person = item.record
            if isinstance(person, Learner):
                with suppress(NotHere):  # an occupancy report may show no names
                    names[one.ukprn or 0, person.LearnRefNumber] = (person.FamilyName, person.GivenNames)
    return names
