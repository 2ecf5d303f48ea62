"""There is only one WMCA destination code."""

from openlet.facts.destinations import written_codes
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def written(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The values that are, or look like, WMCA codes."""
    return written_codes(aim)


@rule(
    "WMCA_ProvSpecDelMon_03",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=2,
    shows=("LearnAimRef",),
    also={"written": written},
    message="The provider specified fields of {LearnAimRef} hold several WMCA destination codes: {written}. Keep the "
    "one that is true; until then the destination counts as unresolved.",
    source=Source(
        GUIDE, "Learning Delivery: Provider Specified Info, item 1; Destination and Progression Recording", "A-127"
    ),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A bootcamp aim must have one WMCA destination code only.

    Fault where: the provider specified fields of a bootcamp aim hold two different values that are, or look like, WMCA
    codes.
    Except: the same code twice.
    Read as: nobody can tell which of the two is meant, so neither is taken (AMB-30).
    """
    return len(written_codes(aim)) > 1
