"""Off-the-job hours belong to apprenticeships."""

from openlet.facts.funding import APPRENTICESHIPS
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "FundModel_14",
    on="LearningDelivery",
    where={"OTJActHours": PRESENT},
    shows=("FundModel", "OTJActHours"),
    message="Actual hours of off-the-job training ({OTJActHours}) are returned for an aim of funding model "
    "{FundModel}; only apprenticeships (36) have them. Remove the hours.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """Actual hours of off-the-job training must only be returned for funding model 36.

    Fault where: OTJActHours is returned and FundModel is not 36.
    """
    return aim.OTJActHours is not None and is_other_than(aim.FundModel, (APPRENTICESHIPS,))
