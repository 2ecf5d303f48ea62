"""The completion statuses and the outcome that decisions turn on, by name (``spec/codes.csv`` has their labels)."""

CONTINUING, COMPLETED, WITHDRAWN, TEMPORARILY_WITHDRAWN = 1, 2, 3, 6  # CompStatus
ACHIEVED = 1  # Outcome
