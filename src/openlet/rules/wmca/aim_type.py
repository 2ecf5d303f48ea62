"""Bootcamp aims have aim type 4."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

AIM_TYPE: int = terms()["codes"]["aim_type"]


@rule(
    "WMCA_AimType_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("AimType", "LearnAimRef"),
    message="The aim type of {LearnAimRef} is {AimType}. Enter 4, a learning aim that is not part of a programme.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 2", "A-058"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The aim type of a bootcamp must be 4.

    Fault where: AimType of a bootcamp aim, Z0010211 or Z0010212 is missing or not 4.
    """
    return aim.AimType != AIM_TYPE
