"""The campus exists."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "CampID_01",
    on="Learner",
    needs=("campuses",),
    shows=("CampId",),
    message="The campus identifier {CampId} is not in the table of campuses. Correct it, or remove it.",
)
def fault(learner: Learner, given: Given) -> bool:
    """The campus must be one that exists.

    Fault where: CampId is returned and is not in the table of campuses.
    Except: no CampId.
    """
    return learner.CampId is not None and not given.references.rows("campuses", "Campus", learner.CampId)
