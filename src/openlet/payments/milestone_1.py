"""Milestone 1, commencement: 14 days have passed and the learner was still in learning (A-139 to A-141)."""

from datetime import date

from openlet.facts.completion import COMPLETED, CONTINUING, TEMPORARILY_WITHDRAWN, WITHDRAWN
from openlet.payments.cases import Case, states_before
from openlet.payments.dates import day_of_milestone_1
from openlet.payments.verdicts import CannotSay, Paid, Unmet, Verdict, Withheld
from openlet.payments.words import day

ENDED = (COMPLETED, WITHDRAWN)
KNOWN = (CONTINUING, *ENDED, TEMPORARILY_WITHDRAWN)  # the last is stopped by NP-14


def milestone_1(case: Case) -> Verdict:
    """Whether the conditions of Milestone 1 are met on the as-of day.

    Read as: in learning on the day itself, so continuing now, or ended on or after it (AMB-36); with the reading
    m1_status = "continuing_in_a_return", recorded as continuing in a return on or after that day.
    """
    start = case.claim.LearnStartDate
    if start is None:
        return CannotSay(("LearnStartDate is missing",), None)
    reached = day_of_milestone_1(start, case.terms)
    unmet = []
    if case.as_of < reached:
        passed = (case.as_of - start).days
        unmet.append(
            Unmet(
                "MC-01",
                f"{case.terms.milestones.m1_days} days have not passed since the start on {day(start)}. "
                f"Milestone 1 can be paid from {day(reached)}: nothing to mend, wait for that day.",
                f"{passed} days",
                reached,
            )
        )
    if case.terms.readings.m1_status == "continuing_in_a_return":
        return _continuing_in_a_return(case, reached, unmet)
    return _in_learning(case, start, reached, unmet)


def _in_learning(case: Case, start: date, reached: date, unmet: list[Unmet]) -> Verdict:
    status, ended = case.claim.CompStatus, case.claim.LearnActEndDate
    if status not in KNOWN and not unmet:
        return CannotSay((f"CompStatus {status} is no completion status that the guide knows",), None)
    if status in ENDED and ended is None:
        return Withheld(tuple(unmet), None) if unmet else CannotSay(("LearnActEndDate is missing",), None)
    if status in ENDED and ended is not None and ended < reached:
        unmet.append(
            Unmet(
                "MC-02",
                f"The learner left on {day(ended)}, before day {case.terms.milestones.m1_days} ({day(reached)}). "
                "Check LearnActEndDate; if it is right, Milestone 1 is not earned.",
                f"{(ended - start).days} days",
            )
        )
    if unmet:
        return Withheld(tuple(unmet), None)
    return Paid((f"In learning on {day(reached)}, {case.terms.milestones.m1_days} days after the start.",), None)


def _continuing_in_a_return(case: Case, reached: date, unmet: list[Unmet]) -> Verdict:
    seen = [when for when, status in states_before(case) if status == CONTINUING and when >= reached]
    if not seen and not unmet:
        unmet.append(
            Unmet(
                "MC-02",
                f"No return from {day(reached)} on records the bootcamp as continuing (completion status 1). "
                "Check the completion status, or give the earlier returns as well.",
            )
        )
    if unmet:
        return Withheld(tuple(unmet), None)
    return Paid((f"Recorded as continuing in a return of {day(min(seen))}, from {day(reached)} on.",), None)
