"""The funding model is one that the authority's rules allow."""

from openlet.facts.fund_models import allowed_fund_models
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def allowed(aim: LearningDelivery, learner: Learner, given: Given) -> frozenset[int]:
    """The funding models allowed for the aim's start."""
    return allowed_fund_models(aim.LearnStartDate, given)


@rule(
    "WMCA_FundModel_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=3,
    shows=("FundModel", "LearnAimRef", "LearnStartDate"),
    also={"allowed": allowed},
    message="The funding model of {LearnAimRef}, which starts {LearnStartDate}, is {FundModel}; allowed is {allowed}. "
    "Enter the right one, or the national service may refuse the record.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 6", "A-071"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The funding model must be 35; from 1 August 2024 on it may be 38.

    Fault where: FundModel of a bootcamp aim, Z0010211 or Z0010212 is missing or not one of the contract's reading
    fund_models for its start.
    Read as: the guide says 35 for all; the national rules ask for 38 for starts from 1 August 2024, so both pass from
    then on (AMB-13). Without a start either list will do.
    """
    return aim.FundModel not in allowed(aim, learner, given)
