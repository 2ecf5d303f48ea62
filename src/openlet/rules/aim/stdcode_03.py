"""Standard codes belong to apprenticeship standards."""

from openlet.facts.funding import is_apprenticeship
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "StdCode_03",
    on="LearningDelivery",
    where={"StdCode": PRESENT},
    shows=("ProgType", "StdCode"),
    message="The aim has the apprenticeship standard code {StdCode}, but is no apprenticeship standard (programme "
    "type {ProgType}). Remove the code.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that is not part of an apprenticeship standard must not have a standard code.

    Fault where: StdCode is returned and ProgType is missing or not 25.
    """
    return aim.StdCode is not None and not is_apprenticeship(aim)
