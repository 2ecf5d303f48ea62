"""The days that payments turn on."""

from datetime import date
from fractions import Fraction
from math import ceil

from openlet.contracts.terms import Contract
from openlet.facts.days import add_days, add_months


def day_of_milestone_1(start: date, terms: Contract) -> date:
    """The first day on which Milestone 1 can be paid: the start plus the days of the contract.

    ``elapsed`` counts the start day as day 0 (start 1 May, payable from 15 May), ``inclusive`` as day 1 (AMB-35).
    """
    days = terms.milestones.m1_days - (terms.readings.m1_count == "inclusive")
    return add_days(start, days)


def last_day_of_milestone_3(ended: date, terms: Contract) -> date:
    """The last day on which a job offer earns Milestone 3, for a bootcamp that ended on a day (A-154, AMB-12)."""
    last = add_months(ended, terms.milestones.m3_months)
    return min(last, terms.readings.milestone_latest or last)


def share_of_course(start: date, planned_end: date, actual_end: date, count: str) -> Fraction | None:
    """The share of the planned calendar days that passed until the actual end, unrounded; above 1 for an overrun.

    ``elapsed``: (actual - start) / (planned - start); ``inclusive`` adds a day to both (AMB-37). A course planned to
    end on its first day is whole when it ended then or later. None where the planned end is before the start.
    """
    extra = count == "inclusive"
    planned = (planned_end - start).days + extra
    actual = (actual_end - start).days + extra
    if planned_end < start:
        return None
    return Fraction(actual, planned) if planned else Fraction(int(actual >= 0))


def first_end_that_counts(start: date, planned_end: date, terms: Contract) -> date | None:
    """The first actual end by which enough planned days have passed for Milestone 2; None if the plan is wrong."""
    if planned_end < start:
        return None
    extra = terms.readings.share_count == "inclusive"
    needed = Fraction(terms.milestones.share_required) * ((planned_end - start).days + extra) - extra
    return add_days(start, max(ceil(needed), 0))
