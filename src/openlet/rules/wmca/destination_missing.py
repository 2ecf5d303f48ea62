"""A learner who left has a WMCA destination code."""

from openlet.facts.aims import monitoring_values
from openlet.facts.destinations import destination_state
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def recorded(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The provider specified values."""
    return monitoring_values(aim)


@rule(
    "WMCA_ProvSpecDelMon_01",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=2,
    shows=("LearnAimRef", "CompStatus", "LearnActEndDate"),
    also={"ProvSpecDelMon": recorded},
    message="The completion status of {LearnAimRef} is {CompStatus} (ended {LearnActEndDate}), and no WMCA "
    "destination code is in the provider specified fields (they hold: {ProvSpecDelMon}). Enter the code, such as "
    "WMCA1.1, in one of the four fields.",
    source=Source(
        GUIDE,
        "Learning Delivery: Provider Specified Info, item 1; Destination and Progression Recording",
        "A-083, A-086, A-124, A-125, A-126, A-127, A-131",
    ),
    no_pay_if="destination_missing",
    blocks=("M2", "M3"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner who completed or withdrew must have a WMCA destination code on the bootcamp aim.

    Fault where: the completion status of a bootcamp aim is 2 or 3 and none of its provider specified fields holds, or
    looks like, a WMCA code.
    Except: while the learner is continuing or temporarily withdrawn.
    Read as: asked of every leaver, also where a destination record exists; stops Milestones 2 and 3 only with the
    reading destination_missing = no_pay (AMB-18).
    """
    return destination_state(aim) == "missing"
