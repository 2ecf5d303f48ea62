"""The campus belongs to the provider."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "CampID_02",
    on="Learner",
    needs=("campuses",),
    shows=("CampId",),
    also={"ukprn": lambda learner, given: given.ukprn},
    message="The campus {CampId} does not belong to the provider {ukprn}. Correct it, or remove it.",
)
def fault(learner: Learner, given: Given) -> bool:
    """The campus must belong to the provider.

    Fault where: CampId is in the table of campuses, but for another provider.
    Except: no CampId; a CampId that is not in the table (CampID_01); a header without a UKPRN.
    """
    if learner.CampId is None or given.ukprn is None:
        return False
    owners = {row["UKPRN"] for row in given.references.rows("campuses", "Campus", learner.CampId)}
    return bool(owners) and str(given.ukprn) not in owners
