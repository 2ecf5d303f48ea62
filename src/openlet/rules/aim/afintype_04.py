"""Financial records belong to apprenticeships."""

from openlet.facts.funding import APPRENTICESHIPS, OTHER_ADULT, is_apprenticeship
from openlet.facts.programmes import PROGRAMME_AIM
from openlet.ilr.records import AppFinRecord, Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "AFinType_04",
    on="AppFinRecord",
    shows=("AFinType", "AFinCode", "AimType", "FundModel", "ProgType"),
    message="The aim has a financial record ({AFinType} {AFinCode}), which only the programme aim of an "
    "apprenticeship has; this aim has aim type {AimType} and funding model {FundModel}. Remove the financial record.",
)
def fault(record: AppFinRecord, aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that is not the programme aim of an apprenticeship must not have financial records.

    Fault where: the aim has an AppFinRecord.
    Except: programme aims (AimType 1) of funding model 36, or of funding model 81 with programme type 25.
    """
    if aim.AimType != PROGRAMME_AIM:
        return True
    return aim.FundModel != APPRENTICESHIPS and not (aim.FundModel == OTHER_ADULT and is_apprenticeship(aim))
