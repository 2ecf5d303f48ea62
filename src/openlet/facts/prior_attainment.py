"""What a learner had attained before."""

from datetime import date

from openlet.ilr.records import Learner

FULL_LEVEL_3 = frozenset({6, 7, 8, 9, 10, 97, 98})  # PriorLevel: a full level 3 or above, or not known
LEVEL_2_OR_ABOVE = frozenset({4, 6, 7, 8, 9, 10, 97, 98})  # PriorLevel


def prior_level_on(learner: Learner, day: date | None) -> int | None:
    """The latest prior attainment dated on or before a day, or None; of several of one date the highest."""
    dated = [
        (one.DateLevelApp, one.PriorLevel)
        for one in learner.PriorAttain
        if one.DateLevelApp is not None and one.PriorLevel is not None and day is not None and one.DateLevelApp <= day
    ]
    return max(dated)[1] if dated else None
