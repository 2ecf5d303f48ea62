"""The ULN of a destination record passes its check digit."""

from openlet.ilr.identifiers import TEMPORARY_ULN, is_valid_uln
from openlet.ilr.records import LearnerDestinationandProgression
from openlet.rules.official import official


@official(
    "OutULN_01",
    on="LearnerDestinationandProgression",
    shows=("ULN",),
    message="The ULN {ULN} of the destination record fails its check digit, so it is no real ULN. Enter the learner's "
    "ULN as on the learner's own record.",
)
def fault(progression: LearnerDestinationandProgression) -> bool:
    """The ULN of a destination record must be a real one.

    Fault where: the ULN does not have ten digits, or its last digit is not the check digit of the first nine.
    Except: 9999999999, the ULN of learners who have none yet; no ULN at all.
    """
    return progression.ULN not in (None, TEMPORARY_ULN) and not is_valid_uln(progression.ULN or 0)
