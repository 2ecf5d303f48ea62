"""Level 3 aims of adult skills are in the entitlement (starts to July 2024)."""

from datetime import date

from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS
from openlet.facts.given import Given
from openlet.facts.lars import ENTITLED_3, has_category, level
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM, TO = date(2017, 8, 1), date(2024, 7, 31)
LEVEL = "3"
LEFT_OUT = (24, 25)  # ProgType: traineeship, apprenticeship
EXEMPT = ("RES", "DAM023", "LDM034", "LDM378")  # restarts, delivery exclusion, custody, level 3 free courses


@official(
    "LearnAimRef_84",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS,)},
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate", "FundModel", "ProgType"),
    message="{LearnAimRef} is a level 3 aim outside the legal entitlement, which adult skills (funding model "
    "{FundModel}) do not pay for. Enter DAM 023 if it is a WMCA bootcamp.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A level 3 aim that adult skills pay for must be in the legal entitlement.

    Fault where: the aim has funding model 35, starts from 1 August 2017 to 31 July 2024, has level 3 in LARS, and no
    category 38 that covers the start day.
    Except: traineeships and apprenticeships (ProgType 24 or 25); restarts (RES); delivery exclusion (DAM 023); custody
    (LDM 034); level 3 free courses (LDM 378).
    """
    start = aim.LearnStartDate
    if start is None or not FROM <= start <= TO or aim.ProgType in LEFT_OUT or carries_any(aim, EXEMPT):
        return False
    return level(aim.LearnAimRef, given) == LEVEL and not has_category(aim.LearnAimRef, ENTITLED_3, given, start)
