"""The start postcode has the shape of a postcode."""

from openlet.ilr.identifiers import is_postcode
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "LSDPostcode_03",
    on="LearningDelivery",
    shows=("LSDPostcode",),
    message="The postcode at the start, {LSDPostcode}, does not have the shape of a postcode. Write it in capitals "
    "with one space, such as B1 1AA.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The postcode at the start must have the shape of a postcode.

    Fault where: LSDPostcode is returned and is not one or two letters, a digit, a digit or letter if any, one space, a
    digit, two letters (never C, I, K, M, O, V), all in capitals.
    Except: ZZ99 9ZZ.
    """
    return aim.LSDPostcode is not None and not is_postcode(aim.LSDPostcode)
