"""Adult skills do not pay for level 3 and above from 24 (starts to July 2024)."""

from datetime import date

from openlet.facts.ages import age_at_start
from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS, is_apprenticeship
from openlet.facts.given import Given
from openlet.facts.lars import is_a_level, level
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM, TO = date(2017, 8, 1), date(2024, 7, 31)
YOUNGEST = 24
LEVELS = ("3", "4", "5", "6", "7", "8", "H")
EXEMPT = ("RES", "DAM023", "LDM034", "LDM378")  # restarts, delivery exclusion, custody, level 3 free courses


@official(
    "DateOfBirth_55",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS,)},
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate", "FundModel", "DateOfBirth", "ProgType"),
    also={"level": lambda aim, learner, given: level(aim.LearnAimRef, given)},
    message="{LearnAimRef} is at level {level} and the learner was 24 or over at the start, {LearnStartDate}, which "
    "adult skills (funding model {FundModel}) do not pay for. Enter DAM 023 if it is a WMCA bootcamp.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner of 24 or over must not be paid for from adult skills at level 3 or above.

    Fault where: the aim has funding model 35, starts from 1 August 2017 to 31 July 2024, has level 3 to 8 or H in LARS,
    and the learner is 24 or over on the start day.
    Except: apprenticeships (ProgType 25); restarts (RES); delivery exclusion (DAM 023); custody (LDM 034); level 3 free
    courses (LDM 378); A levels.
    """
    start, age = aim.LearnStartDate, age_at_start(aim, learner)
    if start is None or age is None or not FROM <= start <= TO or age < YOUNGEST or is_apprenticeship(aim):
        return False
    if level(aim.LearnAimRef, given) not in LEVELS or is_a_level(aim.LearnAimRef, given):
        return False
    return not carries_any(aim, EXEMPT)
