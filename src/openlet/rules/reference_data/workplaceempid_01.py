"""The employer of a work placement is known."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryWorkPlacement
from openlet.rules.official import official

UNKNOWN = 999999999  # an employer without an identifier


@official(
    "WorkPlaceEmpId_01",
    on="LearningDeliveryWorkPlacement",
    needs=("employers",),
    shows=("WorkPlaceEmpId",),
    message="The employer identifier {WorkPlaceEmpId} of the work placement is not in the employer register that was "
    "loaded. Look the employer up with the employer data service, or enter 999999999 if it has none.",
)
def fault(placement: LearningDeliveryWorkPlacement, aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The employer of a work placement must be one that the employer data service knows.

    Fault where: WorkPlaceEmpId is returned and is not in the employer register.
    Except: 999999999; no WorkPlaceEmpId.
    """
    held = placement.WorkPlaceEmpId
    return held is not None and held != UNKNOWN and not given.references.rows("employers", "Employer", held)
