"""The completion statuses, outcomes and aim types that decisions turn on, by name (``codes.csv`` has their labels)."""

CONTINUING, COMPLETED, WITHDRAWN, TEMPORARILY_WITHDRAWN = 1, 2, 3, 6  # CompStatus
ACHIEVED, NOT_ACHIEVED, OUTCOME_UNKNOWN = 1, 3, 8  # Outcome
PROGRAMME_AIM, COMPONENT_AIM = 1, 3  # AimType
APPRENTICESHIP_PROGRAMMES = frozenset((2, 3, 20, 21, 22, 23, 25))  # ProgType: frameworks, and 25 standards
