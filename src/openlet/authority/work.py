"""The background work on returns: whatever waits is checked, in the order in which it was sent.

What is under way stands in the table of submissions, not in the queue: work that was stopped is begun again, and a file
with which the program was stopped several times is refused, so that it never holds up the others.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django_tasks import task

from openlet.authority.checking import Found, ToCheck, check, stand_back
from openlet.authority.contracts import file_name, folder_of, for_year, in_force
from openlet.authority.models import CHECKED, CHECKING, ContractVersion, Submission
from openlet.authority.submissions import file_of, left, refuse, reports_of, stand
from openlet.contracts.reading import WrongContract
from openlet.ilr.opening import Unreadable
from openlet.scale.pool import Workers
from openlet.spec.years import UnknownYear, year_of
from openlet.store.basis import shared_folder
from openlet.store.whose import store_of

QUEUE = "returns"
AT_ONCE = 200  # returns between two looks at what waits
MANY = 8  # returns for which it is worth while to start processes
TRIES = 3
STOPPED = (
    "OpenLET was stopped each time that it checked this file, perhaps because memory ran out. Tell whoever runs the "
    "server; then have it checked again."
)


@task(queue_name=QUEUE)
def check_returns() -> None:
    """Check all that waits."""
    with store_of(None):
        check_what_waits()


def check_what_waits(processes: int | None = None) -> int:
    """Check all that waits; how many there were. ``processes``: at most so many, else one for each core."""
    done = 0
    while waiting := list(left()[:AT_ONCE]):
        most = processes or os.cpu_count() or 1
        try:
            with Workers(most if len(waiting) >= MANY else 1) as workers:
                for found in workers.each(check, _begun(waiting), stand_back):
                    _note(found)
                    done += 1
        except Unreadable:  # a process was ended from outside: what it had is tried again
            continue
    return done


def _begun(waiting: list[Submission]) -> Iterator[ToCheck]:
    """What is handed over to be checked, one after another, each noted as begun."""
    versions: dict[object, list[ContractVersion]] = {}
    for one in waiting:
        if one.tries >= TRIES:
            refuse(one.pk, STOPPED)
            continue
        state = CHECKED if one.state == CHECKED else CHECKING
        Submission.objects.filter(pk=one.pk).update(state=state, tries=one.tries + 1)
        day = one.sent_at.astimezone().date()
        if day not in versions:
            versions[day] = in_force(day)
        yield to_check(one, [version for version in versions[day] if version.UKPRN == one.UKPRN])


def to_check(one: Submission, counting: list[ContractVersion]) -> ToCheck:
    """A submission with all that its check rests on. ``counting``: the provider's contracts on the day it was sent."""
    contract, trouble = _contract(one, counting)
    return ToCheck(
        one.pk,
        one.file_name,
        file_of(one),
        reports_of(one),
        (folder_of(contract) / file_name(contract), contract.text) if contract else None,
        trouble,
        shared_folder(),
        one.sent_at.astimezone().replace(tzinfo=None),
        _before(one),
    )


def _before(one: Submission) -> tuple[str, Path] | None:
    """The return before this one: what it replaced, or what stands now and was sent earlier."""
    replaced = Submission.objects.filter(replaced_by=one).order_by("-sent_at", "-id").first()
    stands = Submission.objects.filter(state=CHECKED, replaced_by=None, UKPRN=one.UKPRN, year=one.year)
    earlier = stands.filter(sent_at__lte=one.sent_at).exclude(pk=one.pk).first() if one.state != CHECKED else None
    before = replaced or earlier
    return (before.file_name, file_of(before)) if before is not None else None


def _contract(one: Submission, counting: list[ContractVersion]) -> tuple[ContractVersion | None, str]:
    """The contract for a return, None where there is none; and why it cannot be read, where it cannot."""
    try:
        return for_year(counting, year_of(str(one.year))), ""
    except (WrongContract, UnknownYear) as why:
        return None, str(why)


def _note(found: Found) -> None:
    if found.outcome is None:
        refuse(found.submission, found.refusal)
    else:
        stand(found.submission, found.learners, found.outcome)
