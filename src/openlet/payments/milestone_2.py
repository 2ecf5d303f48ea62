"""Milestone 2, completion and interview offered (A-142 to A-147)."""

from openlet.facts.completion import COMPLETED
from openlet.payments.cases import Case
from openlet.payments.claims import Claim
from openlet.payments.dates import share_of_course
from openlet.payments.milestone_aims import aim_unmet, bootcamp_unmet
from openlet.payments.verdicts import CannotSay, Paid, Unmet, Verdict, Withheld
from openlet.payments.words import day, percent


def milestone_2(case: Case, aim: Claim | None) -> Verdict:
    """Whether the conditions of Milestone 2 are met, judged with one Z0010211 (or none).

    The milestone aim names the bootcamp and is completed and achieved; so is the bootcamp aim; and at least 80 % of
    the planned days had passed when it ended.
    """
    unmet = aim_unmet(case, "Z2", aim, "MC-05") + bootcamp_unmet(case)
    missing: tuple[str, ...] = ()
    share_unmet = _share_unmet(case)
    if isinstance(share_unmet, str):
        missing = (share_unmet,)
    elif share_unmet is not None:
        unmet.append(share_unmet)
    if unmet:
        return Withheld(tuple(unmet), aim)
    if missing:
        return CannotSay(missing, aim)
    return Paid(
        (
            f"Interview (or equivalent) offered on {day(aim.LearnStartDate) if aim else 'no day'}.",
            f"Bootcamp completed and achieved on {day(case.claim.LearnActEndDate)}.",
        ),
        aim,
    )


def _share_unmet(case: Case) -> Unmet | str | None:
    """None where enough of the course was done or it is not completed; a text where that cannot be known."""
    if case.claim.CompStatus != COMPLETED:
        return None
    start, planned, ended = case.start_of_course, case.planned_end, case.claim.LearnActEndDate
    if ended is None:
        return "LearnActEndDate is missing"
    if start is None or planned is None:
        return "LearnStartDate or LearnPlanEndDate is missing"
    share = share_of_course(start, planned, ended, case.terms.readings.share_count)
    if share is None:
        return "LearnPlanEndDate is before LearnStartDate"
    if share >= case.terms.milestones.share_required:
        return None
    return Unmet(
        "MC-09",
        f"Only {percent(share)} of the bootcamp was done: it ended on {day(ended)}, of {day(start)} to {day(planned)} "
        "planned. Check the dates; if they are right, Milestone 2 is not earned.",
        f"{float(share):.3f}",
    )
