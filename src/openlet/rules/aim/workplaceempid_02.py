"""The employer of a work placement is a real one."""

from openlet.ilr.identifiers import UNKNOWN_EMPLOYER, is_employer_id
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryWorkPlacement
from openlet.rules.official import official


@official(
    "WorkPlaceEmpId_02",
    on="LearningDeliveryWorkPlacement",
    shows=("WorkPlaceEmpId",),
    message="The employer identifier of the work placement, {WorkPlaceEmpId}, fails its check digit. Look the "
    "employer up in the employer data service, or enter 999999999 until it has an identifier.",
)
def fault(placement: LearningDeliveryWorkPlacement, aim: LearningDelivery, learner: Learner) -> bool:
    """The employer identifier of a work placement must pass its check digit.

    Fault where: WorkPlaceEmpId is returned and does not have nine digits, or its last digit is not the check digit.
    Except: 999999999, for employers without an identifier.
    """
    return placement.WorkPlaceEmpId not in (None, UNKNOWN_EMPLOYER) and not is_employer_id(
        placement.WorkPlaceEmpId or 0
    )
