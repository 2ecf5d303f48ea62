"""Start a break: the learner is temporarily withdrawn and means to come back (A-158, AMB-21)."""

from datetime import date

from openlet.facts.completion import TEMPORARILY_WITHDRAWN
from openlet.facts.given import Given
from openlet.spec.years import Year
from openlet.store.actions.ending import UNFINISHED, check_code, check_last_day, outcomes_when_unfinished
from openlet.store.actions.planning import planned, refuse, setting
from openlet.store.actions.plans import Action, Errors, Plan
from openlet.store.actions.subject import Subject, subject, why_no_bootcamp, why_not_continuing, why_not_here
from openlet.store.documents import Document

NAME, TITLE = "start_break", "Start a break"


def why_not(bootcamp: Subject) -> str | None:
    """Why a break cannot start now, or None."""
    return why_no_bootcamp(bootcamp) or why_not_here(bootcamp) or why_not_continuing(bootcamp)


def start_break(
    document: Document,
    year: Year,
    aim: str,
    given: Given,
    *,
    LearnActEndDate: date | None,
    Outcome: int | None = UNFINISHED[0],
) -> Plan:
    """Plan to set the completion status to 6, with the last day of attendance and the outcome.

    Raises ``WrongInput``, ``NotDone``, ``Gone``.
    """
    bootcamp = subject(document, year, aim, given)
    refuse(why_not(bootcamp))
    errors = Errors()
    check_last_day(errors, bootcamp, LearnActEndDate)
    check_code(errors, "Outcome", Outcome, outcomes_when_unfinished(year))
    errors.refuse()
    steps = setting(
        bootcamp,
        CompStatus=TEMPORARILY_WITHDRAWN,
        LearnActEndDate=LearnActEndDate,
        Outcome=Outcome,
        WithdrawReason=None,
    )
    return planned(NAME, TITLE, bootcamp, steps)


ACTION = Action(NAME, TITLE, lambda _: ("LearnActEndDate", "Outcome"), why_not, start_break)
