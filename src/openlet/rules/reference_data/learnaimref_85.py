"""Adult skills do not pay for a second level 3 (starts to July 2024)."""

from datetime import date

from openlet.facts.benefits import is_on_benefits
from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS
from openlet.facts.given import Given
from openlet.facts.lars import level
from openlet.facts.prior_attainment import FULL_LEVEL_3, prior_level_on
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM, TO = date(2017, 8, 1), date(2024, 7, 31)
LEVEL = "3"
LEFT_OUT = (24, 25)  # ProgType: traineeship, apprenticeship
EXEMPT = ("RES", "DAM023")  # restarts, delivery exclusion
FREE_COURSE, LOW_WAGE = ("LDM378",), ("LDM382",)


@official(
    "LearnAimRef_85",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS,)},
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate", "FundModel", "ProgType"),
    also={"prior": lambda aim, learner, given: prior_level_on(learner, aim.LearnStartDate)},
    message="{LearnAimRef} is a level 3 aim, and the learner had prior attainment {prior} at the start, "
    "{LearnStartDate}, so adult skills (funding model {FundModel}) do not pay for it. Enter DAM 023 if it is a WMCA "
    "bootcamp.",
    reads=("LearningDeliveryFAM", "PriorAttain", "LearnerEmploymentStatus"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner who has a full level 3 must not be paid for from adult skills at level 3 again.

    Fault where: the aim has funding model 35, starts from 1 August 2017 to 31 July 2024, has level 3 in LARS, and the
    latest PriorLevel dated on or before the start is 6 to 10, 97 or 98.
    Except: traineeships and apprenticeships (ProgType 24 or 25); restarts (RES); delivery exclusion (DAM 023); level 3
    free courses (LDM 378) of learners on benefits or with low wages (LDM 382).
    """
    start = aim.LearnStartDate
    if start is None or not FROM <= start <= TO or aim.ProgType in LEFT_OUT or carries_any(aim, EXEMPT):
        return False
    if carries_any(aim, FREE_COURSE) and (carries_any(aim, LOW_WAGE) or is_on_benefits(aim, learner)):
        return False
    return prior_level_on(learner, start) in FULL_LEVEL_3 and level(aim.LearnAimRef, given) == LEVEL
