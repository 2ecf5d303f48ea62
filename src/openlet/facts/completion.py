"""The completion statuses and the outcomes that decisions turn on, by name (``spec/codes.csv`` has their labels)."""

CONTINUING, COMPLETED, WITHDRAWN, TEMPORARILY_WITHDRAWN = 1, 2, 3, 6  # CompStatus
ACHIEVED, NOT_ACHIEVED, NOT_YET_KNOWN = 1, 3, 8  # Outcome
FAILS = frozenset({"FL", "U", "N", "X", "Y"})  # OutGrade: grades that are no achievement
