"""WMCA destination codes stand on the bootcamp aim."""

from openlet.facts.destinations import written_codes
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def written(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The values that are, or look like, WMCA codes."""
    return written_codes(aim)


@rule(
    "WMCA_ProvSpecDelMon_05",
    on="LearningDelivery",
    about="milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnAimRef",),
    also={"written": written},
    message="{LearnAimRef} holds the WMCA destination code {written}, where it is not read. Move it to the bootcamp "
    "aim.",
    source=Source(GUIDE, "Learning Delivery: Provider Specified Info, item 1, matrix rows 2 and 3", "A-091, A-092"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A WMCA destination code belongs on the bootcamp aim, not on a milestone aim.

    Fault where: a provider specified field of Z0010211 or Z0010212 is, or looks like, a WMCA code.
    """
    return bool(written_codes(aim))
