"""Record withdrawal: the learner has left the bootcamp for good (A-096, A-098, A-103)."""

from datetime import date

from openlet.facts.completion import WITHDRAWN
from openlet.facts.given import Given
from openlet.spec.years import Year
from openlet.store.actions.ending import (
    UNFINISHED,
    check_code,
    check_last_day,
    outcomes_when_unfinished,
    withdraw_reasons,
)
from openlet.store.actions.planning import planned, refuse, setting
from openlet.store.actions.plans import Action, Errors, Plan
from openlet.store.actions.subject import Subject, subject, why_no_bootcamp, why_not_here, why_over, why_restarted
from openlet.store.documents import Document

NAME, TITLE = "record_withdrawal", "Record withdrawal"


def why_not(bootcamp: Subject) -> str | None:
    """Why a withdrawal cannot be recorded now, or None; a learner on a break can still withdraw."""
    return why_no_bootcamp(bootcamp) or why_not_here(bootcamp) or why_over(bootcamp) or why_restarted(bootcamp)


def record_withdrawal(
    document: Document,
    year: Year,
    aim: str,
    given: Given,
    *,
    LearnActEndDate: date | None,
    WithdrawReason: int | None,
    Outcome: int | None = UNFINISHED[0],
) -> Plan:
    """Plan to set the completion status to 3, with the last day of attendance, the reason and the outcome.

    Raises ``WrongInput``, ``NotDone``, ``Gone``.
    """
    bootcamp = subject(document, year, aim, given)
    refuse(why_not(bootcamp))
    errors = Errors()
    check_last_day(errors, bootcamp, LearnActEndDate)
    check_code(errors, "WithdrawReason", WithdrawReason, withdraw_reasons(year))
    check_code(errors, "Outcome", Outcome, outcomes_when_unfinished(year))
    errors.refuse()
    steps = setting(
        bootcamp,
        CompStatus=WITHDRAWN,
        LearnActEndDate=LearnActEndDate,
        WithdrawReason=WithdrawReason,
        Outcome=Outcome,
    )
    return planned(NAME, TITLE, bootcamp, steps)


ACTION = Action(NAME, TITLE, lambda _: ("LearnActEndDate", "WithdrawReason", "Outcome"), why_not, record_withdrawal)
