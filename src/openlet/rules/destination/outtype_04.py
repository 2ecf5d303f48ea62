"""Paid employment and not in paid employment do not start on one day."""

from datetime import date

from openlet.ilr.records import LearnerDestinationandProgression
from openlet.rules.official import official

EMPLOYED, NOT_EMPLOYED = "EMP", "NPE"  # OutType


def both(progression: LearnerDestinationandProgression) -> tuple[date, ...]:
    """The days on which both start."""
    employed, not_employed = (
        {one.OutStartDate for one in progression.DPOutcome if one.OutType == kind} - {None}
        for kind in (EMPLOYED, NOT_EMPLOYED)
    )
    return tuple(day for day in employed & not_employed if day is not None)


@official(
    "OutType_04",
    on="LearnerDestinationandProgression",
    shows=("LearnRefNumber",),
    also={"days": both},
    message="Paid employment (EMP) and not in paid employment (NPE) both start on {days}. Keep the right one.",
    reads=("DPOutcome",),
)
def fault(progression: LearnerDestinationandProgression) -> bool:
    """A learner must not start in paid employment and out of it on one day.

    Fault where: an outcome of type EMP and one of type NPE of the destination record have the same OutStartDate. It is
    one finding for each destination record.
    """
    return bool(both(progression))
