"""The apprenticeship standard exists."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "StdCode_02",
    on="LearningDelivery",
    needs=("standards",),
    shows=("StdCode",),
    message="The apprenticeship standard {StdCode} is not in LARS. Remove it: a bootcamp has none.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The apprenticeship standard must be one that exists.

    Fault where: StdCode is returned and is not among the standards of LARS.
    Except: no StdCode.
    """
    return aim.StdCode is not None and not given.references.rows("standards", "Standard", aim.StdCode)
