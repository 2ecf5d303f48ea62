"""The ULN is known to the Learner Records Service."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.rules.official import official

TEMPORARY = 9999999999  # the ULN of learners who have none yet


@official(
    "ULN_05",
    on="Learner",
    needs=("ulns",),
    shows=("ULN",),
    message="The ULN {ULN} is not in the register of ULNs that was loaded. Look the learner up with the Learner "
    "Records Service.",
)
def fault(learner: Learner, given: Given) -> bool:
    """The ULN must be one that the Learner Records Service knows.

    Fault where: ULN is not in the register of ULNs.
    Except: 9999999999; no ULN.
    """
    held = learner.ULN
    return held is not None and held != TEMPORARY and not given.references.rows("ulns", "Learner", held)
