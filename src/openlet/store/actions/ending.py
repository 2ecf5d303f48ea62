"""What the actions that end a bootcamp share: the last day of attendance, and the outcomes that go with each status."""

from datetime import date

from openlet.facts.days import in_words
from openlet.spec.codes import Code, codes
from openlet.spec.scheme import terms
from openlet.spec.years import Year
from openlet.store.actions.plans import Errors
from openlet.store.actions.subject import Subject

FINISHED: list[int] = terms()["codes"]["outcomes"]
UNFINISHED: list[int] = terms()["codes"]["outcomes_unfinished"]


def outcomes_when_completed(year: Year) -> tuple[Code, ...]:
    """The outcomes that a completed bootcamp may have, with their labels, the usual one first."""
    return _listed("Outcome", FINISHED, year)


def outcomes_when_unfinished(year: Year) -> tuple[Code, ...]:
    """The outcomes that a bootcamp may have after a withdrawal or in a break, the usual one first."""
    return _listed("Outcome", UNFINISHED, year)


def withdraw_reasons(year: Year) -> tuple[Code, ...]:
    """The reasons for a withdrawal, with their labels."""
    return tuple(codes("WithdrawReason", year).values())


def check_last_day(errors: Errors, bootcamp: Subject, day: date | None) -> None:
    """The last day of attendance is there, and not before the start."""
    start = bootcamp.aim.LearnStartDate
    errors.require(day is not None, "LearnActEndDate", "Enter the last day that the learner attended.")
    errors.require(
        day is None or start is None or day >= start,
        "LearnActEndDate",
        f"The last day is {_said(day)}, before {bootcamp.name} started on {_said(start)}. Enter a later day.",
    )


def check_code(errors: Errors, field: str, value: int | None, allowed: tuple[Code, ...]) -> None:
    """The code is one of those allowed."""
    known = [code.code for code in allowed]
    errors.require(str(value) in known, field, f"Choose {_what(field)}: one of {', '.join(known)}.")


def _what(field: str) -> str:
    return {"Outcome": "the outcome", "WithdrawReason": "the reason for the withdrawal"}[field]


def _listed(field: str, wanted: list[int], year: Year) -> tuple[Code, ...]:
    known = codes(field, year)
    return tuple(known[None, str(one)] for one in wanted if (None, str(one)) in known)


def _said(day: date | None) -> str:
    return "blank" if day is None else in_words(day)
