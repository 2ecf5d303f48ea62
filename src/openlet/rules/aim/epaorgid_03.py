"""An assessment organisation comes with the price of the assessment."""

from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official

PRICES = (2, 4)  # AFinCode of TNP: price of the assessment, and its price after a change


@official(
    "EPAOrgID_03",
    on="LearningDelivery",
    where={"EPAOrgID": PRESENT},
    shows=("EPAOrgID",),
    message="The aim names an end point assessment organisation ({EPAOrgID}), but no price of an assessment. That "
    "field is for apprenticeships: remove it from a bootcamp aim.",
    reads=("AppFinRecord",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that names an end point assessment organisation must have the price of the assessment.

    Fault where: EPAOrgID is returned and no AppFinRecord has the type TNP and the code 2 or 4.
    """
    return aim.EPAOrgID is not None and not any(
        record.AFinType == "TNP" and record.AFinCode in PRICES for record in aim.AppFinRecord
    )
