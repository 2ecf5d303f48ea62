"""The delivery postcode exists."""

from openlet.facts.funding import is_in_custody
from openlet.facts.given import Given
from openlet.ilr.identifiers import ZZ99
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "DelLocPostCode_03",
    on="LearningDelivery",
    needs=("postcodes",),
    shows=("DelLocPostCode", "LearnAimRef"),
    message="The delivery postcode {DelLocPostCode} of {LearnAimRef} is not a known postcode of the United Kingdom. "
    "Correct it, or enter ZZ99 9ZZ for learning at a distance.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The delivery postcode must be one that exists.

    Fault where: DelLocPostCode is not in the ONS Postcode Directory, in use or not any more.
    Except: ZZ99 9ZZ; no DelLocPostCode; learning in custody (LDM 034).
    Read as: an error, as in the online list; the spreadsheet has it as a warning. A new postcode may be missing until
    the next edition of the directory.
    """
    postcode = aim.DelLocPostCode
    return postcode is not None and postcode != ZZ99 and not given.areas.exists(postcode) and not is_in_custody(aim)
