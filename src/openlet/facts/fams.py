"""The funding and monitoring records (FAM) of an aim: how many of each type, and whose money it is."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from openlet.facts import fact
from openlet.facts.aims import fam_codes
from openlet.facts.funding import ADULT_SKILLS, ADULT_SKILLS_FUND, APPRENTICESHIPS, NON_FUNDED, OTHER_ADULT
from openlet.ilr.records import LearningDelivery

ADULT_SOURCE = "105"  # SOF: the national adult budget
AUTHORITY_SOURCES = frozenset(str(code) for code in range(110, 121))  # SOF: combined authorities and London
FREE_COURSES = "378"  # LDM: level 3 Free Courses for Jobs
# FundModel whose dated records must not reach beyond the aim
KEPT_WITHIN = frozenset({ADULT_SKILLS, APPRENTICESHIPS, ADULT_SKILLS_FUND, OTHER_ADULT, NON_FUNDED})


@fact
def fam_counts(aim: LearningDelivery) -> Counter[str]:
    """How many records of each type the aim has; a record counts even if its code is missing."""
    counts: Counter[str] = Counter()
    for fam in aim.LearningDeliveryFAM:
        kind = fam.LearnDelFAMType
        if kind is not None:
            counts[kind] = counts.get(kind, 0) + 1  # three times as fast as to let Counter count so few
    return counts


def has_fam_type(aim: LearningDelivery, fam_type: str) -> bool:
    """Whether the aim has any record of a type."""
    return fam_type in fam_counts(aim)


@fact
def is_authority_funded(aim: LearningDelivery) -> bool:
    """Whether a combined authority pays for the aim (official derived data DD35: SOF 110 to 120).

    The authorities that came with 2025-26 (SOF 121 to 123) are not part of DD35 as it is published.
    """
    return not AUTHORITY_SOURCES.isdisjoint(fam_codes(aim).get("SOF", ()))


def other_sources(aim: LearningDelivery) -> tuple[str, ...]:
    """The sources of funding that the aim names besides the national adult budget."""
    return tuple(code for code in fam_codes(aim).get("SOF", ()) if code != ADULT_SOURCE)


def codes_of(fam_type: str) -> Callable[..., tuple[str, ...]]:
    """For a message: a function that finds the aim's codes of a type, given what a rule on the aim or below it gets."""

    def codes(*asked: Any) -> tuple[str, ...]:
        aim = next(record for record in asked if isinstance(record, LearningDelivery))
        return fam_codes(aim).get(fam_type, ())

    return codes
