"""Full funding at level 2 from 19 to 23 is for the entitlement."""

from datetime import date

from openlet.facts.ages import age_at_start
from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.facts.given import Given
from openlet.facts.lars import ENGLISH_AND_MATHS, ENTITLED_2, basic_skills, has_category, level
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

FROM = date(2024, 8, 1)
YOUNGEST, OLDEST = 19, 23
LEVELS = ("2",)
BASIC_SKILLS = ENGLISH_AND_MATHS
EXEMPT = ("RES", "DAM023", "LDM391")


@official(
    "LearnDelFAMType_122",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("FFI",), "LearnDelFAMCode": ("1",)},
    needs=("lars",),
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnAimRef", "LearnStartDate", "FundModel", "DateOfBirth"),
    message="{LearnAimRef} is fully funded ({LearnDelFAMType} {LearnDelFAMCode}), but at this age and level it can "
    "only be co-funded. Enter FFI 2, or DAM 023 if it is a WMCA bootcamp.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim must not be fully funded where the learner can only be co-funded.

    Fault where: the aim has funding model 38 and FFI 1, starts on or after 1 August 2024, the learner is 19 to 23
    on the start day, the aim has level 2 in LARS and no category 37.
    Except: restarts (RES); delivery exclusion (DAM 023); earnings below the threshold (LDM 391); English and maths.
    """
    start, age = aim.LearnStartDate, age_at_start(aim, learner)
    if (
        aim.FundModel != ADULT_SKILLS_FUND
        or start is None
        or age is None
        or start < FROM
        or not YOUNGEST <= age <= OLDEST
    ):
        return False
    if carries_any(aim, EXEMPT):
        return False
    if has_category(aim.LearnAimRef, ENTITLED_2, given):
        return False
    return level(aim.LearnAimRef, given) in LEVELS and BASIC_SKILLS.isdisjoint(
        basic_skills(aim.LearnAimRef, start, given)
    )
