"""Full funding from 19 to 23 is not for those who have a level 2 (starts to July 2024)."""

from datetime import date

from openlet.facts.ages import age_at_start
from openlet.facts.benefits import is_unemployed_with_benefits
from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS
from openlet.facts.given import Given
from openlet.facts.lars import DIGITAL_FUNCTIONAL_SKILL, DIGITAL_SKILL, ENGLISH_AND_MATHS, basic_skills, level
from openlet.facts.prior_attainment import LEVEL_2_OR_ABOVE
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

FROM, TO = date(2020, 8, 1), date(2024, 7, 31)
YOUNGEST, OLDEST = 19, 23
LEVELS = ("E", "1", "2")
BASIC_SKILLS = ENGLISH_AND_MATHS | {DIGITAL_SKILL, DIGITAL_FUNCTIONAL_SKILL}
LEFT_OUT = (24, 25)  # ProgType: traineeship, apprenticeship
EXEMPT = ("RES", "DAM023", "LDM034", "LDM328", "LDM347", "LDM363")


@official(
    "LearnDelFAMType_80",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("FFI",), "LearnDelFAMCode": ("1",)},
    needs=("lars",),
    shows=(
        "LearnDelFAMType",
        "LearnDelFAMCode",
        "LearnAimRef",
        "LearnStartDate",
        "FundModel",
        "DateOfBirth",
        "ProgType",
    ),
    message="{LearnAimRef} is fully funded ({LearnDelFAMType} {LearnDelFAMCode}), but at this age, level and prior "
    "attainment it can only be co-funded. Enter FFI 2, or DAM 023 if it is a WMCA bootcamp.",
    reads=("LearningDeliveryFAM", "PriorAttain", "LearnerEmploymentStatus"),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim must not be fully funded where the learner can only be co-funded.

    Fault where: the aim has funding model 35 and FFI 1, starts from 1 August 2020 to 31 July 2024, the learner is 19 to
    23 on the start day, the aim has level E, 1 or 2 in LARS, and a PriorLevel is 4, 6 to 10, 97 or 98.
    Except: traineeships and apprenticeships (ProgType 24 or 25); restarts (RES); delivery exclusion (DAM 023); LDM 034,
    328, 347 and 363; the unemployed with benefits; English, maths and digital skills.
    Read as: traineeships are left out whole; the derived data DD29 leaves out those of work preparation only.
    """
    start, age = aim.LearnStartDate, age_at_start(aim, learner)
    if (
        aim.FundModel != ADULT_SKILLS
        or start is None
        or age is None
        or not FROM <= start <= TO
        or not YOUNGEST <= age <= OLDEST
    ):
        return False
    if aim.ProgType in LEFT_OUT or carries_any(aim, EXEMPT) or is_unemployed_with_benefits(aim, learner):
        return False
    if not any(one.PriorLevel in LEVEL_2_OR_ABOVE for one in learner.PriorAttain):
        return False
    return level(aim.LearnAimRef, given) in LEVELS and BASIC_SKILLS.isdisjoint(
        basic_skills(aim.LearnAimRef, start, given)
    )
