"""Additional delivery hours came with August 2015."""

from datetime import date

from openlet.facts.funding import ADULT_SKILLS, ADULT_SKILLS_FUND, APPRENTICESHIPS, OTHER_ADULT
from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official

FIRST_START = date(2015, 8, 1)  # the first start that may have additional delivery hours


@official(
    "AddHours_01",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS, APPRENTICESHIPS, ADULT_SKILLS_FUND, OTHER_ADULT), "AddHours": PRESENT},
    shows=("FundModel", "LearnStartDate", "AddHours"),
    message="Additional delivery hours ({AddHours}) are returned for an aim that started on {LearnStartDate}; aims "
    "that started before 1 August 2015 have none. Remove them, or correct the start.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """Additional delivery hours must not be returned for an aim that started before 1 August 2015.

    Fault where: AddHours is returned, FundModel is 35, 36, 38 or 81 and LearnStartDate is before 1 August 2015.
    """
    return aim.AddHours is not None and is_before(aim.LearnStartDate, FIRST_START)
