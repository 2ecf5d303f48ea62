"""An employer identifier passes its check digit."""

from openlet.ilr.identifiers import UNKNOWN_EMPLOYER, is_employer_id
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official


@official(
    "EmpId_02",
    on="LearnerEmploymentStatus",
    shows=("EmpId",),
    message="The employer identifier {EmpId} fails its check digit, so no employer has it. Look the employer up in "
    "the Employer Data Service, or leave the identifier out.",
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """The employer identifier must be a real one.

    Fault where: EmpId does not have nine digits, or its last digit is not the check digit of the first eight.
    Except: 999999999 (no identifier is known); no EmpId at all.
    Read as: the online text is a copy of EmpId_01's; the check digit is that of the spreadsheet (DD05).
    """
    return status.EmpId not in (None, UNKNOWN_EMPLOYER) and not is_employer_id(status.EmpId or 0)
