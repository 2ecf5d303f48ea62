"""Adult skills do not pay for level 4 (starts to July 2024)."""

from datetime import date

from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS, is_apprenticeship
from openlet.facts.given import Given
from openlet.facts.lars import level
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM, TO = date(2016, 8, 1), date(2024, 7, 31)
LEVEL = "4"
EXEMPT = ("RES", "DAM023", "LDM034")  # restarts, delivery exclusion, custody


@official(
    "LearnAimRef_79",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS,)},
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate", "FundModel", "ProgType"),
    also={"level": lambda aim, learner, given: level(aim.LearnAimRef, given)},
    message="{LearnAimRef} is at level {level}, which adult skills (funding model {FundModel}) do not pay for. Enter "
    "DAM 023 if it is a WMCA bootcamp.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim at level 4 must not be paid for from adult skills.

    Fault where: the aim has funding model 35, starts from 1 August 2016 to 31 July 2024, and has level 4 in LARS.
    Except: apprenticeships (ProgType 25); restarts (RES); delivery exclusion (DAM 023); custody (LDM 034).
    """
    start = aim.LearnStartDate
    if start is None or not FROM <= start <= TO or is_apprenticeship(aim) or carries_any(aim, EXEMPT):
        return False
    return level(aim.LearnAimRef, given) == LEVEL
