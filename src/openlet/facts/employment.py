"""What is said of an employment status (``spec/codes.csv`` has the labels of the codes)."""

from openlet.facts import fact
from openlet.ilr.records import LearnerEmploymentStatus

IN_PAID_EMPLOYMENT, LOOKING_FOR_WORK, NOT_LOOKING_FOR_WORK = 10, 11, 12  # EmpStat


@fact
def monitoring_codes(status: LearnerEmploymentStatus) -> dict[str, tuple[int | None, ...]]:
    """The monitoring codes of an employment status by type (SEI, EII, LOU, ...), each in the order returned."""
    codes: dict[str, tuple[int | None, ...]] = {}
    for monitoring in status.EmploymentStatusMonitoring:
        if monitoring.ESMType is not None:
            codes[monitoring.ESMType] = (*codes.get(monitoring.ESMType, ()), monitoring.ESMCode)
    return codes
