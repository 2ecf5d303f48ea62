"""The contribution is written exactly as in the contract."""

from openlet.facts.contribution import inexact_contributions
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def inexact(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The values that speak of a contribution in other words than the contract."""
    return inexact_contributions(aim, given)


def texts(aim: LearningDelivery, learner: Learner, given: Given) -> str:
    """The contract's texts."""
    return " or ".join(given.terms.contributions)


@rule(
    "WMCA_ProvSpecDelMon_07",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnAimRef",),
    also={"ProvSpecDelMon": inexact, "texts": texts},
    message="The provider specified fields of {LearnAimRef} hold {ProvSpecDelMon}, which is not written as the "
    "contract has it. Write exactly {texts}, whichever applies.",
    source=Source(GUIDE, "Learning Delivery: Provider Specified Info, item 1", "A-085"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The contribution must be written exactly as the contract has it.

    Fault where: a provider specified value speaks of a contribution and is not exactly one of the contract's texts.
    Read as: case and blanks make no difference to what is paid, unless the reading contribution_match is exact; any
    other wording, such as Contribution 20, is no contribution at all (AMB-19).
    """
    return bool(inexact_contributions(aim, given))
