"""Money that was paid before: what moves now, and why paid money may stay although nothing supports it."""

from collections.abc import Sequence
from datetime import date

from openlet.facts.completion import TEMPORARILY_WITHDRAWN
from openlet.payments.amounts import M2
from openlet.payments.bootcamps import Bootcamp, Milestone, Settlement
from openlet.payments.dates import day_of_milestone_1
from openlet.payments.ledger import Entry
from openlet.payments.movement import Movement, movement, paid_before
from openlet.spec.years import year_on

ABSENCE = {"MC-05", "MC-10"}  # conditions that fail because something is not in the newest returns
MAY_BE_INCOMPLETE = "not in these files, which may be incomplete; add --complete-return if the return is complete"
OTHER_YEAR = "the return of the ILR year that it was paid from is not among these files"
EARLIER_RETURN = "the earlier return that it rests on is not among these files"
LATER_RUN = "it was paid as of a later day than this run is judged on"
NO_CONTRACT = "no contract of this provider is among those given"


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
    if _paid_later(milestone.paid, run):
        return LATER_RUN
    if any(fault.code == "NP-01" for fault in milestone.no_pay):
        return NO_CONTRACT
    readings = bootcamp.case.terms.readings
    if bootcamp.claim.CompStatus == TEMPORARILY_WITHDRAWN and readings.status6_paid == "hold":
        return "temporarily withdrawn: money already paid is held until the learner returns or leaves"
    if milestone.no_pay:
        return None
    if not milestone.unmet:
        return "it cannot be judged now"
    codes = {unmet.code for unmet in milestone.unmet if not _was_shown(unmet.code, bootcamp, run)}
    if not codes:
        return EARLIER_RETURN
    return why_kept_though_absent(bootcamp.claim.UKPRN, milestone.paid, run) if codes <= ABSENCE else None


def why_kept_though_absent(ukprn: int, entries: Sequence[Entry], run: Settlement) -> str | None:
    """Why money stays paid although what it rests on is not in these files; None where the return is complete.

    Absence in the next ILR year is no removal (A-164): only complete returns of the year it was paid from and of the
    year the bootcamp started in count.
    """
    if _paid_later(entries, run):
        return LATER_RUN
    if not run.complete:
        return MAY_BE_INCOMPLETE
    years = {entry.year for entry in entries} | {_year(entry.LearnStartDate) for entry in entries}
    if not all(run.standing.covers(ukprn, year) for year in years):
        return OTHER_YEAR
    return None


def _was_shown(code: str, bootcamp: Bootcamp, run: Settlement) -> bool:
    """Whether an earlier return must have shown the condition met, or nothing would have been paid; it may be missing.

    So for a Z0010211 returned once (AMB-39), and for a return that recorded the bootcamp as continuing (AMB-36).
    """
    terms = bootcamp.case.terms
    if code == "MC-11":
        returned = terms.readings.m3_requires_m2 == "returned"
        return returned or keeps(bootcamp, bootcamp.milestones[M2], run)
    if code == "MC-02" and terms.readings.m1_status == "continuing_in_a_return":
        started, ended = bootcamp.claim.LearnStartDate, bootcamp.claim.LearnActEndDate
        return started is not None and (ended is None or ended >= day_of_milestone_1(started, terms))
    return False


def _paid_later(entries: Sequence[Entry], run: Settlement) -> bool:
    """Whether it was paid as of a later day: only a later return takes money back (C.2)."""
    return any(entry.as_of is not None and entry.as_of > run.as_of for entry in entries)


def _year(started: date) -> int:
    year = year_on(started)
    return year.code if year else 0
