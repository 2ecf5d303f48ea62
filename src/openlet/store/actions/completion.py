"""Record completion: the learner has finished the bootcamp (A-095, A-098, A-101)."""

from datetime import date

from openlet.facts.completion import ACHIEVED, COMPLETED
from openlet.facts.given import Given
from openlet.spec.years import Year
from openlet.store.actions.ending import check_code, check_last_day, outcomes_when_completed
from openlet.store.actions.planning import planned, refuse, setting
from openlet.store.actions.plans import Action, Errors, Plan
from openlet.store.actions.subject import Subject, subject, why_no_bootcamp, why_not_continuing, why_not_here
from openlet.store.documents import Document

NAME, TITLE = "record_completion", "Record completion"


def why_not(bootcamp: Subject) -> str | None:
    """Why completion cannot be recorded now, or None."""
    return why_no_bootcamp(bootcamp) or why_not_here(bootcamp) or why_not_continuing(bootcamp)


def record_completion(
    document: Document,
    year: Year,
    aim: str,
    given: Given,
    *,
    LearnActEndDate: date | None,
    Outcome: int | None = ACHIEVED,
) -> Plan:
    """Plan to set the completion status to 2, with the last day of attendance and the outcome.

    AchDate is left alone: the national rules refuse it on aims of these funding models (AchDate_09). Raises
    ``WrongInput``, ``NotDone``, ``Gone``.
    """
    bootcamp = subject(document, year, aim, given)
    refuse(why_not(bootcamp))
    errors = Errors()
    check_last_day(errors, bootcamp, LearnActEndDate)
    check_code(errors, "Outcome", Outcome, outcomes_when_completed(year))
    errors.refuse()
    steps = setting(
        bootcamp,
        CompStatus=COMPLETED,
        LearnActEndDate=LearnActEndDate,
        Outcome=Outcome,
        WithdrawReason=None,
    )
    return planned(NAME, TITLE, bootcamp, steps)


ACTION = Action(NAME, TITLE, lambda _: ("LearnActEndDate", "Outcome"), why_not, record_completion)
