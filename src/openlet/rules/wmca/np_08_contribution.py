"""The funding indicator and the employer contribution agree."""

from openlet.facts.aims import fam_codes
from openlet.facts.contribution import contribution_disagrees, contributions_written
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def indicators(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The funding indicators returned."""
    return fam_codes(aim).get("FFI", ())


def recorded(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The provider specified values that are, or speak of, a contribution."""
    return contributions_written(aim, given)


def accepted(aim: LearningDelivery, learner: Learner, given: Given) -> str:
    """The texts that the contract accepts."""
    return " or ".join(given.terms.contributions) or "none, as the contract has no contributions"


@rule(
    "NP-08",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.NO_PAY,
    shows=("LearnAimRef",),
    also={"FFI": indicators, "ProvSpecDelMon": recorded, "accepted": accepted},
    message="On {LearnAimRef} the full or co-funding indicator is {FFI} and the provider specified fields hold "
    "{ProvSpecDelMon}. With an employer contribution enter FFI 2 and one text ({accepted}); without one enter FFI 1 "
    "and no such text.",
    source=Source(GUIDE, "Learning Delivery: Funding and Monitoring, item 2; No pay rules", "A-079, A-162"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """FFI 2 and an employer contribution must come together.

    Fault where: FFI is 2 without a recognised contribution, a contribution is recorded without FFI 2, two different
    contributions are recorded, or both FFI 1 and 2.
    Read as: each aim is checked by itself (AMB-45); the text is compared without case and blanks unless the reading
    contribution_match = "exact" (AMB-19).
    """
    return contribution_disagrees(aim, given)
