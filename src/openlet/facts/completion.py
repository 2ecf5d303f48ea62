"""The completion statuses and the outcomes that decisions turn on, by name (``spec/codes.csv`` has their labels)."""

from openlet.spec.completion import (
    ACHIEVED,
    COMPLETED,
    CONTINUING,
    NOT_ACHIEVED,
    OUTCOME_UNKNOWN,
    TEMPORARILY_WITHDRAWN,
    WITHDRAWN,
)

__all__ = [
    "ACHIEVED",
    "COMPLETED",
    "CONTINUING",
    "FAILS",
    "NOT_ACHIEVED",
    "NOT_YET_KNOWN",
    "TEMPORARILY_WITHDRAWN",
    "WITHDRAWN",
]

NOT_YET_KNOWN = OUTCOME_UNKNOWN
FAILS = frozenset({"FL", "U", "N", "X", "Y"})  # OutGrade: grades that are no achievement
