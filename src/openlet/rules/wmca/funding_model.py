"""The funding model is one that the authority's rules allow."""

from openlet.facts.fund_models import allowed_fund_models
from openlet.facts.funding import ADULT_SKILLS, ADULT_SKILLS_FUND
from openlet.facts.given import Given
from openlet.facts.programmes import started_under_the_fund
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def allowed(aim: LearningDelivery, learner: Learner, given: Given) -> frozenset[int]:
    """The funding models allowed for the aim's start."""
    return allowed_fund_models(aim.LearnStartDate, given)


def national(aim: LearningDelivery, learner: Learner, given: Given) -> int:
    """The funding model that the national service asks for, which the guide does not know (FundModel_17, 18, 19)."""
    return ADULT_SKILLS_FUND if started_under_the_fund(aim) else ADULT_SKILLS


@rule(
    "WMCA_FundModel_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=3,
    shows=("FundModel", "LearnAimRef", "LearnStartDate"),
    also={"allowed": allowed, "national": national},
    message="The funding model of {LearnAimRef}, which starts {LearnStartDate}, is {FundModel}; the contract allows "
    "{allowed}, and the national service takes {national} for this start (FundModel_17 to 19). Enter one that both "
    "take; where there is none, agree with WMCA.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 6", "A-071"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The funding model must be 35; from 1 August 2024 on it may be 38.

    Fault where: FundModel of a bootcamp aim, Z0010211 or Z0010212 is missing or not one of the contract's reading
    fund_models for its start.
    Read as: the guide says 35 for all; the national rules refuse 35 for starts from 1 August 2024 and ask for 38
    (FundModel_17, FundModel_18), and refuse 38 before (FundModel_19). Both pass here from then on (AMB-13), unless the
    contract's reading fund_models says otherwise; what the national service says is shown as it is. Without a start
    either list will do.
    """
    return aim.FundModel not in allowed(aim, learner, given)
