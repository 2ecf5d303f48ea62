"""What became of a learner: the WMCA code on the bootcamp aim, and the destination record."""

import re
from collections.abc import Iterable
from datetime import date

from openlet.facts import fact
from openlet.facts.aims import monitoring_values
from openlet.facts.completion import COMPLETED, TEMPORARILY_WITHDRAWN, WITHDRAWN
from openlet.facts.days import add_months
from openlet.facts.funding import ADULT_SKILLS, AGED_16_TO_19, EUROPEAN_SOCIAL_FUND, OTHER_ADULT
from openlet.ilr.records import DPOutcome, Learner, LearningDelivery
from openlet.spec.scheme import Destination, destinations, terms

WITH_DESTINATIONS = (AGED_16_TO_19, ADULT_SKILLS, EUROPEAN_SOCIAL_FUND, OTHER_ADULT)  # FundModel, to 2023-24
LOOKS_LIKE_A_CODE = re.compile(r"wmca\s*[0-9]+(\s*\.\s*[0-9]+)?", re.IGNORECASE)


@fact
def last_aim(learner: Learner) -> LearningDelivery | None:
    """The aim that ended last, where the national service wants to know what became of the learner.

    None unless all aims have ended, one of them has such a funding model, and the last one is not on a break. Of aims
    that ended on one day the first in the file counts.
    """
    aims = learner.LearningDelivery
    if not aims or any(aim.LearnActEndDate is None for aim in aims):
        return None
    if not any(aim.FundModel in WITH_DESTINATIONS for aim in aims):
        return None
    last = max(aims, key=lambda aim: aim.LearnActEndDate or date.min)
    return None if last.CompStatus == TEMPORARILY_WITHDRAWN else last


def has_left(aim: LearningDelivery) -> bool:
    """Whether the aim is completed or withdrawn, so that a destination is due."""
    return aim.CompStatus in (COMPLETED, WITHDRAWN)


@fact
def written_codes(aim: LearningDelivery) -> tuple[str, ...]:
    """The different provider specified values that are, or look like, WMCA destination codes, as written."""
    return tuple(dict.fromkeys(value for value in monitoring_values(aim) if LOOKS_LIKE_A_CODE.fullmatch(value)))


@fact
def destination(aim: LearningDelivery) -> Destination | None:
    """The WMCA destination of an aim: the one valid code it carries, or None if none, several or an unknown one."""
    written = written_codes(aim)
    return destinations().get(written[0]) if len(written) == 1 else None


def destination_state(aim: LearningDelivery) -> str:
    """The WMCA code, or ``not due`` (still learning), ``missing``, or ``unresolved`` (several or unknown: AMB-30)."""
    if not has_left(aim):
        return "not due"
    if not written_codes(aim):
        return "missing"
    found = destination(aim)
    return found.code if found else "unresolved"


def open_outcomes(outcomes: Iterable[DPOutcome], as_of: date) -> list[DPOutcome]:
    """The outcomes with a start date that are not closed on the day."""
    return [
        outcome
        for outcome in outcomes
        if outcome.OutStartDate is not None and (outcome.OutEndDate is None or outcome.OutEndDate > as_of)
    ]


def current_outcome(outcomes: Iterable[DPOutcome], as_of: date) -> DPOutcome | None:
    """The destination outcome in force: open on the day, newest start, then newest collection (AMB-27)."""
    still_open = open_outcomes(outcomes, as_of)
    return max(still_open, key=lambda one: (one.OutStartDate, one.OutCollDate or date.min), default=None)


def in_both_time(day: date) -> bool:
    """Whether who leaves on a day needs a destination record too (A-124)."""
    times = terms()["destinations"]
    return bool(times["both_from"] <= day <= times["both_to"])


def needs_destination_record(start: date | None, left: date | None, population: str) -> bool:
    """Whether a learner who started and left on these days needs a destination record (A-124, AMB-24).

    ``population`` is the reading: "leavers" or "starters" of April to July 2024.
    """
    counted = left if population == "leavers" else start
    return counted is not None and in_both_time(counted)


def record_due(left: date) -> date:
    """The last day on which a learner who left on a day may still be without a destination record (A-026)."""
    return add_months(left, terms()["destinations"]["record_due_months"])
