"""There is one full or co-funding indicator."""

from openlet.facts.aims import fam_codes
from openlet.facts.contribution import CO_FUNDED, FULLY_FUNDED
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def indicators(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The full or co-funding indicators returned."""
    return fam_codes(aim).get("FFI", ())


@rule(
    "WMCA_LearnDelFAMType_02",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnAimRef",),
    also={"FFI": indicators},
    message="The full or co-funding indicator of {LearnAimRef} is {FFI}. Enter exactly one: 1 if no employer "
    "contributes, 2 if one does.",
    source=Source(GUIDE, "Learning Delivery: Funding and Monitoring, item 2", "A-078"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The full or co-funding indicator must be entered once.

    Fault where: FFI of a bootcamp aim, Z0010211 or Z0010212 is missing, is neither 1 nor 2, or is returned more than
    once.
    """
    found = indicators(aim, learner, given)
    return len(found) != 1 or found[0] not in (FULLY_FUNDED, CO_FUNDED)
