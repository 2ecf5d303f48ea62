"""A destination is recorded only when the learner has left."""

from openlet.facts.destinations import has_left, written_codes
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def written(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The values that are, or look like, WMCA codes."""
    return written_codes(aim)


@rule(
    "WMCA_ProvSpecDelMon_04",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnAimRef", "CompStatus"),
    also={"written": written},
    message="{LearnAimRef} holds the WMCA destination code {written}, but its completion status is {CompStatus}. "
    "Update the completion status if the learner has left, or remove the code.",
    source=Source(GUIDE, "Learning Delivery: Provider Specified Info, item 1", "A-086"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The destination is recorded once the learner completes or withdraws.

    Fault where: a bootcamp aim holds a WMCA code and its completion status is neither 2 nor 3.
    """
    return bool(written_codes(aim)) and not has_left(aim)
