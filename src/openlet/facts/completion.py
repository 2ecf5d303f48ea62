"""The completion statuses and the outcomes that decisions turn on, by name (see ``spec.completion``)."""

from openlet.spec.completion import ACHIEVED, COMPLETED, CONTINUING, TEMPORARILY_WITHDRAWN, WITHDRAWN
from openlet.spec.completion import OUTCOME_UNKNOWN as NOT_YET_KNOWN

NOT_ACHIEVED = 3  # Outcome
FAILS = frozenset({"FL", "U", "N", "X", "Y"})  # OutGrade: grades that are no achievement

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
