"""Which milestones can still be earned until when, and the return that can still carry them (R14 is the hard close)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from openlet.payments.amounts import M1, M2, M3, MILESTONES
from openlet.payments.bootcamps import Bootcamp
from openlet.payments.dates import last_day_of_milestone_3
from openlet.payments.forecast import AT_RISK, WAITING, actual_end, end_of, planned_end
from openlet.payments.words import day as in_words
from openlet.reports.cash import Cash, can_be_mended
from openlet.reports.judged import CONTEXT, Judged, pounds
from openlet.reports.tables import Cell, Table
from openlet.reports.when import Carrier, last_return, next_return, return_of
from openlet.spec.years import Year, year_of, year_on

COLUMNS = (
    *CONTEXT, "learn_ref_number", "uln", "bootcamp_ref", "bootcamp_start", "milestone", "stage", "value",
    "what_is_wanted", "last_safe_date", "why_then", "days_left", "within_days",
    "next_return", "return_for_last_safe_date", "last_return", "for_the_year_before",
)  # fmt: skip
CLOSING_COLUMNS = (*CONTEXT, "within_days", "milestone", "milestones", "learners", "value")
WITHIN = (14, 30, 60)  # days
WANTED = {
    M2: "an interview or equivalent, offered by then, and Z0010211 returned",
    M3: "a job or equivalent, offered by then, and Z0010212 returned",
}
AND_M2 = " (and Z0010211)"
BY_CONTRACT = "the contract's last day for milestone aims"
RETURNED_AGAIN = "the bootcamp, which goes on, returned again in"
PUT_RIGHT = "what the no-pay and to-do lists say of it, put right and returned"
END_RETURNED = "the end of the bootcamp returned: completed and achieved"
NOT_KNOWN = "not known: not dated"


@dataclass(frozen=True, slots=True)
class Window:
    """The time that is left for one milestone.

    ``year``: the ILR year whose returns can carry it at the end. ``is_offer``: an offer is wanted, not a correction.
    """

    wanted: str
    last: date | None
    why: str
    next: Carrier | None
    year: Year | None
    is_offer: bool = False

    def left(self, as_of: date) -> int | None:
        """Days until the last safe date."""
        return None if self.last is None else (self.last - as_of).days

    def within(self, as_of: date) -> int | None:
        """The narrowest of 14, 30 and 60 days that the last safe date is within; None where it is later."""
        left = self.left(as_of)
        return next((days for days in WITHIN if left is not None and 0 <= left <= days), None)


def windows(found: Sequence[Cash], run: Judged) -> Table:
    """Every open milestone that has to be claimed or put right, what closes first before the rest."""
    listed = sorted(_listed(found, run), key=lambda each: (each[1].last or date.max, each[0].order))
    rows = [_row(one, window, run) for one, window in listed]
    return Table("forecast-windows", "Windows and last safe dates", COLUMNS, rows)


def closing(found: Sequence[Cash], run: Judged) -> Table:
    """How many milestones close within 14, 30 and 60 days and what they are worth; 60 includes 30 includes 14."""
    listed = [(one, window.left(run.as_of)) for one, window in _listed(found, run)]
    rows = []
    for ukprn in run.providers():
        for days in WITHIN:
            for name in MILESTONES:
                own = [
                    one
                    for one, left in listed
                    if (one.ukprn, one.milestone) == (ukprn, name) and left is not None and 0 <= left <= days
                ]
                learners = len({(one.LearnRefNumber, one.ULN) for one in own})
                worth = pounds(sum(one.pence for one in own))
                rows.append((*run.provider_context(ukprn), days, name, len(own), learners, worth))
    return Table("forecast-closing", "Windows that close", CLOSING_COLUMNS, rows)


def _listed(found: Sequence[Cash], run: Judged) -> list[tuple[Cash, Window]]:
    with_m3 = {id(one.found) for one in found if one.is_open and one.milestone == M3}
    waiting = [one for one in found if one.is_open and (one.milestone != M1 or one.stage == AT_RISK)]
    return [(one, _window(one, id(one.found) in with_m3, run)) for one in waiting]


def _window(one: Cash, needed_for_m3: bool, run: Judged) -> Window:
    """The time left: for an offer, for the end of the bootcamp to be returned, or to put something right.

    Where several are wanted, the earliest last day counts.
    """
    assert one.found is not None
    is_claimed = one.found.milestones[one.milestone].claim is not None
    wanted: list[Window] = []
    if one.stage == AT_RISK:
        wanted.append(_to_put_right(one, run))
    elif one.stage == WAITING:
        wanted.append(_returned_by(END_RETURNED, year_on(end_of(one.found, run.as_of)), one, run))
    if one.milestone != M1 and not is_claimed:
        last, why = _last_offer(one, needed_for_m3, run.as_of)
        year, contract = year_on(last) if last else None, run.contract(one.ukprn)
        offer = WANTED[one.milestone] + (AND_M2 if one.milestone == M3 and M2 in one.steps else "")
        wanted.append(Window(offer, last, why, return_of(run.as_of, contract), year, is_offer=True))
    first = min(wanted, key=lambda window: window.last or date.max)
    return replace(first, wanted="; ".join(window.wanted for window in wanted))


def _to_put_right(one: Cash, run: Judged) -> Window:
    """The last return in which the record can be mended; a later year's where the learner goes on in it (B-54)."""
    assert one.record is not None
    year = year_of(str(one.record.returned.year))
    if can_be_mended(one.record, run):
        return _returned_by(PUT_RIGHT, year, one, run)
    now = year_on(run.as_of)
    again = f"{RETURNED_AGAIN} {now.year if now else 'the year after'}: {year.year} is closed"
    return _returned_by(again, now, one, run)


def _returned_by(wanted: str, year: Year | None, one: Cash, run: Judged) -> Window:
    """What has to be in a return of one year: by its last one."""
    contract = run.contract(one.ukprn)
    last = last_return(year, contract)
    why = f"{last.name} closes: afterwards nothing of {last.year} can be changed" if last else NOT_KNOWN
    return Window(wanted, last.closes if last else None, why, next_return(year, run.as_of, contract), year)


def _last_offer(one: Cash, needed_for_m3: bool, as_of: date) -> tuple[date | None, str]:
    """The last day that an offer may be dated, and why. For Milestone 2 only what Milestone 3 or the contract asks."""
    assert one.found is not None
    terms = one.found.case.terms
    latest = terms.readings.milestone_latest
    if one.milestone == M2 and not needed_for_m3:
        return latest, BY_CONTRACT if latest else "the guide sets no last day for Milestone 2"
    ended, what = _end(one.found, as_of)
    last = last_day_of_milestone_3(ended, terms) if ended else None
    if ended is None or last is None or last < as_of:
        return None, f"not known: the {what} has passed or cannot be right; put it right or return the end first"
    why = BY_CONTRACT if last == latest else f"{terms.milestones.m3_months} months after the {what}, {in_words(ended)}"
    return last, why if one.milestone == M3 else f"Milestone 3 needs Z0010211; {why}"


def _end(bootcamp: Bootcamp, as_of: date) -> tuple[date | None, str]:
    """The end that the months are counted from: the planned one while none is returned, even where it has passed.

    That is on the safe side: a learner who has in fact ended has no more time than that.
    """
    ended = actual_end(bootcamp, as_of)
    return (ended, "end") if ended else (planned_end(bootcamp, as_of), "planned end")


def _row(one: Cash, window: Window, run: Judged) -> tuple[Cell, ...]:
    contract, as_of = run.contract(one.ukprn), run.as_of
    last = last_return(window.year, contract)
    for_last = next_return(window.year, max(window.last, as_of), contract) if window.last else None
    assert one.found is not None
    return (
        *run.context(one.found.claim), one.LearnRefNumber, one.ULN, one.bootcamp, one.started, one.milestone,
        one.stage, pounds(one.pence), window.wanted, window.last, window.why, window.left(as_of),
        window.within(as_of), _named(window.next), _named(for_last) if window.last else None,
        (_named(last) if window.last else None), _year_before(one, window, run),
    )  # fmt: skip


def _named(carrier: Carrier | None) -> str:
    return str(carrier) if carrier else NOT_KNOWN


def _year_before(one: Cash, window: Window, run: Judged) -> str | None:
    """The hard close for an offer that is dated in the ILR year before the last safe date's, while it is open."""
    assert one.found is not None
    ended, _ = _end(one.found, run.as_of)
    if not window.is_offer or ended is None or window.last is None:
        return None
    year = year_on(ended)
    last = last_return(year, run.contract(one.ukprn))
    if year is None or last is None or year is window.year or last.closes < run.as_of:
        return None
    return f"an offer dated by {in_words(year.last_day)}: {last}"
