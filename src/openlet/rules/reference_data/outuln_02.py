"""The ULN of a destination record is known to the Learner Records Service."""

from openlet.facts.given import Given
from openlet.ilr.records import LearnerDestinationandProgression
from openlet.rules.official import official

TEMPORARY = 9999999999  # the ULN of learners who have none yet


@official(
    "OutULN_02",
    on="LearnerDestinationandProgression",
    needs=("ulns",),
    shows=("ULN",),
    message="The ULN {ULN} of the destination record is not in the register of ULNs that was loaded. Enter the ULN of "
    "the learner.",
)
def fault(progression: LearnerDestinationandProgression, given: Given) -> bool:
    """The ULN of a destination record must be one that the Learner Records Service knows.

    Fault where: ULN is not in the register of ULNs.
    Except: 9999999999; no ULN.
    """
    held = progression.ULN
    return held is not None and held != TEMPORARY and not given.references.rows("ulns", "Learner", held)
