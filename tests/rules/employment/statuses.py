"""Learners with one employment status, for tests of what stands with it."""

from datetime import date

from openlet.ilr.records import EmploymentStatusMonitoring, Learner, LearnerEmploymentStatus, LearningDelivery
from tests.make import learner


def with_status(
    emp_stat: int | None, since: date | None, *monitoring: tuple[str, int], aims: tuple[LearningDelivery, ...] = ()
) -> Learner:
    """A learner whose only employment status has some monitoring, each a type and a code."""
    records = [EmploymentStatusMonitoring(ESMType=kind, ESMCode=code) for kind, code in monitoring]
    status = LearnerEmploymentStatus(EmpStat=emp_stat, DateEmpStatApp=since, EmploymentStatusMonitoring=records)
    return learner(*aims, LearnerEmploymentStatus=[status])
