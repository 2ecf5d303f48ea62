"""The bootcamp aim does not name a bootcamp in its provider specified fields."""

from openlet.facts.aims import named_bootcamps
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def named(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The bootcamps that the provider specified values name."""
    return named_bootcamps(aim, learner, given)


@rule(
    "WMCA_ProvSpecDelMon_06",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnAimRef",),
    also={"named": named},
    message="The provider specified fields of the bootcamp aim {LearnAimRef} hold the bootcamp reference {named}, "
    "which is only for Z0010211 and Z0010212. Remove it there, or check the learning aim reference.",
    source=Source(GUIDE, "Learning Delivery: Provider Specified Info, item 1, matrix row 1", "A-090"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The bootcamp reference is not entered in the provider specified fields of the bootcamp aim itself.

    Fault where: a provider specified field of a bootcamp aim holds a bootcamp reference.
    """
    return bool(named_bootcamps(aim, learner, given))
