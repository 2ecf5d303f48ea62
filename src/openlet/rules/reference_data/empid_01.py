"""The employer is known."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

UNKNOWN = 999999999  # an employer without an identifier


@official(
    "EmpId_01",
    on="LearnerEmploymentStatus",
    needs=("employers",),
    shows=("EmpId",),
    message="The employer identifier {EmpId} is not in the employer register that was loaded. Look the employer up "
    "with the employer data service, or enter 999999999 if it has none.",
)
def fault(status: LearnerEmploymentStatus, learner: Learner, given: Given) -> bool:
    """The employer must be one that the employer data service knows.

    Fault where: EmpId is returned and is not in the employer register.
    Except: 999999999; no EmpId.
    """
    held = status.EmpId
    return held is not None and held != UNKNOWN and not given.references.rows("employers", "Employer", held)
