"""From August 2024 an authority pays for funding models 38 and 11."""

from openlet.facts.fams import codes_of, has_fam_type, is_authority_funded
from openlet.facts.funding import ADULT_SKILLS_FUND, TAILORED_LEARNING
from openlet.facts.programmes import started_under_the_fund
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FUND = frozenset({TAILORED_LEARNING, ADULT_SKILLS_FUND})  # FundModel of the Adult Skills Fund


@official(
    "FundModel_18",
    on="LearningDelivery",
    shows=("FundModel", "LearnStartDate"),
    also={"sources": codes_of("SOF")},
    message="The aim starts on {LearnStartDate}, its source of funding is {sources}, a combined authority, and its "
    "funding model is {FundModel}. For starts from 1 August 2024 the national service takes only 38 (or 11) there, "
    "except on restarts, while the WMCA guide asks for 35. Agree with WMCA which one to return.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """From 1 August 2024 an aim that a combined authority pays for must have the funding model 38 or 11.

    Fault where: LearnStartDate is on or after 1 August 2024, a SOF is one of 110 to 120 and FundModel is not 11 or 38.
    Except: restarts (any FAM of type RES).
    Read as: the WMCA guide asks for 35 for every aim; what WMCA's own check says (WMCA_FundModel_01) is decided by the
    contract's reading of the funding models.
    """
    if not started_under_the_fund(aim) or not is_other_than(aim.FundModel, FUND):
        return False
    return is_authority_funded(aim) and not has_fam_type(aim, "RES")
