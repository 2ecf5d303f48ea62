"""A ULN passes its check digit."""

from openlet.ilr.identifiers import TEMPORARY_ULN, is_valid_uln
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "ULN_04",
    on="Learner",
    shows=("ULN",),
    message="The ULN {ULN} fails its check digit, so it is no real ULN. Look the learner up with the Learner Records "
    "Service and enter the ULN found there.",
)
def fault(learner: Learner) -> bool:
    """The ULN must be a real one.

    Fault where: the ULN does not have ten digits, or its last digit is not the check digit of the first nine.
    Except: 9999999999, the ULN of learners who have none yet; no ULN at all.
    Read as: a remainder of 0 gives no check digit, so every such ULN is at fault.
    """
    return learner.ULN not in (None, TEMPORARY_ULN) and not is_valid_uln(learner.ULN or 0)
