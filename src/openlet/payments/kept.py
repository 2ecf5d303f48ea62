"""Money that was paid before: what moves now, and why paid money may stay although nothing supports it."""

from collections.abc import Sequence

from openlet.payments.bootcamps import Bootcamp, Milestone, Settlement
from openlet.payments.ledger import Entry
from openlet.payments.movement import Movement, movement, paid_before

TEMPORARILY_WITHDRAWN = 6
ABSENCE = {"MC-05", "MC-10", "MC-11"}  # conditions that fail because something is not in the files
MAY_BE_INCOMPLETE = "not in these files, which may be incomplete; add --complete-return if the return is complete"
OTHER_YEAR = "the return of the ILR year that it was paid from is not among these files"


def moved(bootcamp: Bootcamp, milestone: Milestone, run: Settlement) -> Movement:
    """What a milestone moves this period."""
    entitlement = milestone.worth if milestone.is_payable else 0
    return movement(entitlement, milestone.paid, _why_kept(bootcamp, milestone, run))


def keeps(bootcamp: Bootcamp, milestone: Milestone, run: Settlement) -> bool:
    """Whether money that was paid stays paid although the milestone is not payable now."""
    return paid_before(milestone.paid) > 0 and _why_kept(bootcamp, milestone, run) is not None


def _why_kept(bootcamp: Bootcamp, milestone: Milestone, run: Settlement) -> str | None:
    """Why paid money is not taken back although the milestone is not payable now; None where it is taken back."""
    if milestone.is_payable:
        return None
    readings = bootcamp.case.terms.readings
    if bootcamp.claim.CompStatus == TEMPORARILY_WITHDRAWN and readings.status6_paid == "hold":
        return "temporarily withdrawn: money already paid is held until the learner returns or leaves"
    if milestone.missing and not milestone.unmet and not milestone.no_pay:
        return "it cannot be judged now"
    if milestone.unmet and {unmet.code for unmet in milestone.unmet} <= ABSENCE and not milestone.no_pay:
        return why_kept_though_absent(bootcamp.claim.UKPRN, milestone.paid, run)
    return None


def why_kept_though_absent(ukprn: int, entries: Sequence[Entry], run: Settlement) -> str | None:
    """Why money stays paid although what it rests on is not in these files; None where the return is complete.

    Absence in the next ILR year is no removal (A-164): only a complete return of the year it was paid from counts.
    """
    if not run.complete:
        return MAY_BE_INCOMPLETE
    if not all(run.standing.covers(ukprn, entry.year) for entry in entries):
        return OTHER_YEAR
    return None
