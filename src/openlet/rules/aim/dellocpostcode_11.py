"""The delivery postcode has the shape of a postcode."""

from openlet.facts.funding import is_in_custody
from openlet.ilr.identifiers import is_postcode
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "DelLocPostCode_11",
    on="LearningDelivery",
    shows=("DelLocPostCode",),
    message="The delivery postcode {DelLocPostCode} does not have the shape of a postcode. Write it in capitals with "
    "one space, such as B1 1AA; for distance learning enter ZZ99 9ZZ.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The delivery postcode must have the shape of a postcode.

    Fault where: DelLocPostCode is not one or two letters, a digit, a digit or letter if any, one space, a digit, two
    letters (never C, I, K, M, O, V), all in capitals.
    Except: offenders in custody (LDM 034); ZZ99 9ZZ.
    Read as: custody is excepted as in the online list; the spreadsheet does not have the exception.
    """
    return aim.DelLocPostCode is not None and not is_postcode(aim.DelLocPostCode) and not is_in_custody(aim)
