"""The national service closed funding model 35 to starts from August 2024."""

from openlet.facts.fams import has_fam_type
from openlet.facts.funding import ADULT_SKILLS
from openlet.facts.programmes import started_under_the_fund
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "FundModel_17",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS,)},
    shows=("FundModel", "LearnStartDate"),
    message="The funding model is 35 and the aim starts on {LearnStartDate}. The national service refuses 35 for "
    "starts from 1 August 2024, except on restarts, while the WMCA guide asks for 35. Agree with WMCA which one to "
    "return; the national service takes 38.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that starts on or after 1 August 2024 must not have the funding model 35, says the national service.

    Fault where: FundModel is 35 and LearnStartDate is on or after 1 August 2024.
    Except: restarts (any FAM of type RES).
    Read as: the WMCA guide asks for 35 for every aim; what WMCA's own check says (WMCA_FundModel_01) is decided by the
    contract's reading of the funding models.
    """
    return started_under_the_fund(aim) and not has_fam_type(aim, "RES")
