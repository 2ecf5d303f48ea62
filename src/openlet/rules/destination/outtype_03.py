"""At most two education outcomes start on a day."""

from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules.official import official

MOST = 2
EDUCATION = "EDU"  # OutType


@official(
    "OutType_03",
    on="DPOutcome",
    where={"OutType": (EDUCATION,)},
    shows=("OutType", "OutStartDate"),
    message="There are more than two outcomes of type {OutType} that start on {OutStartDate}. Keep two at most.",
    reads=("DPOutcome",),
)
def fault(outcome: DPOutcome, progression: LearnerDestinationandProgression) -> bool:
    """A learner must not have three education outcomes that start on one day.

    Fault where: more than two outcomes of type EDU of the destination record have the same OutStartDate. It is one
    finding for each such day, on the third of the outcomes.
    """
    same = [
        one
        for one in progression.DPOutcome
        if one.OutType == EDUCATION and one.OutStartDate is not None and one.OutStartDate == outcome.OutStartDate
    ]
    return len(same) > MOST and same[MOST] is outcome
