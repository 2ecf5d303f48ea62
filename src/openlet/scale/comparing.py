"""Two sides of a comparison read, judged on one day and settled."""

from collections.abc import Sequence
from datetime import date

from openlet.contracts.terms import Contracts
from openlet.ilr.opening import Unreadable
from openlet.payments.ledger import Ledger
from openlet.reports.comparison import Comparison, compare
from openlet.reports.judged import FileRead, PersonNames, judged
from openlet.reports.sides import Side, Watched, side
from openlet.scale.stage_one import FileClaims, Opened, Tick, stage_one
from openlet.scale.stage_two import stage_two


def compare_files(
    before: Sequence[Opened],
    after: Sequence[Opened],
    contracts: Contracts,
    ledger: Ledger,
    as_of: date,
    with_names: bool = False,
    tick: Tick | None = None,
) -> Comparison:
    """Compare the returns of two sides, older first. Raises ``Unreadable``.

    Both are judged on the same day, so that what differs comes from the records. The older returns are the history of
    the newer ones of their provider and year, as they are for ``pay``.
    """
    old, old_watched = _read(before, contracts, as_of, with_names, tick)
    new, new_watched = _read(after, contracts, as_of, with_names, tick)
    names = _names(old_watched + new_watched) if with_names else None
    history = [
        one
        for one in old
        if any(_is_history(one, other) for other in new) and one.returned not in {other.returned for other in new}
    ]
    return compare(
        _side(old, [], old_watched, contracts, ledger, as_of, names),
        _side(new, history, new_watched, contracts, ledger, as_of, names),
    )


def older_first(files: Sequence[Opened], as_of: date) -> list[Opened]:
    """The files from the oldest to the newest, by preparation date and then by when they were made."""
    return sorted(files, key=lambda one: one.returned(as_of).age[:2])


def _read(
    files: Sequence[Opened], contracts: Contracts, as_of: date, with_names: bool, tick: Tick | None
) -> tuple[list[FileClaims], list[Watched]]:
    read, watched = [], []
    for one in {one.sha256: one for one in files}.values():
        watch = Watched(one.returned(as_of), with_names)
        read.append(stage_one(one, contracts, as_of, tick, watch))
        watched.append(watch)
    return read, watched


def _is_history(one: FileClaims, other: FileClaims) -> bool:
    old, new = one.returned, other.returned
    return (old.UKPRN, old.year) == (new.UKPRN, new.year) and old.age < new.age


def _side(
    own: Sequence[FileClaims],
    history: Sequence[FileClaims],
    watched: Sequence[Watched],
    contracts: Contracts,
    ledger: Ledger,
    as_of: date,
    names: PersonNames | None,
) -> Side:
    files = [*own, *history]
    settled = stage_two(files, contracts, ledger, as_of, complete=False)
    run = judged(settled, [FileRead(one.returned, tuple(one.claims), one.destinations) for one in files], names)
    made = side(run, watched, [one.returned for one in own])
    if not made.returns:
        listed = ", ".join(one.returned.name for one in own)
        raise Unreadable(f"{listed}: prepared after {as_of.isoformat()}, so it does not count. Choose a later --as-of.")
    return made


def _names(watched: Sequence[Watched]) -> PersonNames:
    people = [person for one in watched for person in one.people]
    return {
        (one.UKPRN, one.LearnRefNumber): (one.learner.FamilyName, one.learner.GivenNames)
        for one in people
        if one.learner is not None
    }
