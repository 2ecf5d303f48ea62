"""The aim was valid when learning first began (funding model 35)."""

from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS, is_apprenticeship
from openlet.facts.given import Given
from openlet.facts.lars import is_in_lars, is_valid_on
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

CATEGORIES = (
    "ADULT_SKILLS",
    "UNEMPLOYED",
    "OLASS_ADULT",
)
EXEMPT = ("LDM378",)  # level 3 free courses


@official(
    "OrigLearnStartDate_06",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS,)},
    needs=("lars",),
    shows=("LearnAimRef", "OrigLearnStartDate", "FundModel", "ProgType"),
    message="{LearnAimRef} was not valid in LARS for adult skills on the original start, {OrigLearnStartDate}. "
    "Correct the date or the aim.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The aim must have been valid on the day on which learning first began.

    Fault where: the aim has funding model 35, and OrigLearnStartDate lies outside every validity of the aim in LARS of
    category ADULT_SKILLS, UNEMPLOYED or OLASS_ADULT.
    Except: no OrigLearnStartDate; apprenticeships (ProgType 25); level 3 free courses (LDM 378); aims that are not in
    LARS (LearnAimRef_01).
    """
    day = aim.OrigLearnStartDate
    if day is None or is_apprenticeship(aim) or carries_any(aim, EXEMPT) or not is_in_lars(aim.LearnAimRef, given):
        return False
    return not is_valid_on(aim.LearnAimRef, day, given, *CATEGORIES)
