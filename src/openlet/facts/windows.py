"""The windows of the contract, in words."""

from datetime import date

from openlet.facts.aims import BOOTCAMP, aim_kind
from openlet.facts.days import in_words
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery


def start_window(aim: LearningDelivery, learner: Learner, given: Given) -> str:
    """When the aim may start: "on or before 20 May 2024 and from 1 April 2024 to 31 January 2025"."""
    said = f"on or before {in_words(given.as_of)} (the day the return is judged on)"
    if aim_kind(aim, given) != BOOTCAMP:
        latest = given.terms.readings.milestone_latest
        return said if latest is None else f"{said} and not after {in_words(latest)}"
    bootcamp = given.terms.bootcamps.get(aim.LearnAimRef or "")
    return said if bootcamp is None else f"{said} and {_between(bootcamp.start_from, bootcamp.start_to)}"


def planned_end_window(aim: LearningDelivery, learner: Learner, given: Given) -> str:
    """When the bootcamp may be planned to end."""
    bootcamp = given.terms.bootcamps.get(aim.LearnAimRef or "")
    return "as in the contract" if bootcamp is None else _between(bootcamp.planned_end_from, bootcamp.planned_end_to)


def _between(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return f"not before {in_words(first)}" if first else f"not after {in_words(last)}" if last else "any day"
    return f"from {in_words(first)} to {in_words(last)}"
