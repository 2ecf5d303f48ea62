"""Higher learning of colleges has its HE record."""

from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS, ADULT_SKILLS_FUND, AGED_16_TO_19, NON_FUNDED, is_apprenticeship
from openlet.facts.given import Given
from openlet.facts.lars import level
from openlet.facts.providers import is_college, is_registered_with_ofs, is_university
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

LEVELS = ("4", "5", "6", "7", "8", "H")
EXEMPT = ("LDM352",)  # records made by HESA


@official(
    "LearningDeliveryHE_03",
    on="LearningDelivery",
    where={"FundModel": (AGED_16_TO_19, ADULT_SKILLS, ADULT_SKILLS_FUND, NON_FUNDED)},
    needs=("lars", "organisation types"),
    shows=("LearnAimRef", "FundModel", "ProgType"),
    message="{LearnAimRef} is at level 4 or above and you are a college on the Office for Students register, so it "
    "needs a Learning Delivery HE record. Enter one.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A college on the Office for Students register must return the HE record for higher learning.

    Fault where: the aim has funding model 25, 35, 38 or 99 and level 4 to 8 or H in LARS, the provider is a college or
    another grant funded type and on the Office for Students register, and the aim has no LearningDeliveryHE.
    Except: records made by HESA (LDM 352); universities; apprenticeships (ProgType 25).
    """
    if aim.LearningDeliveryHE is not None or is_apprenticeship(aim) or carries_any(aim, EXEMPT):
        return False
    if not is_college(given) or is_university(given) or not is_registered_with_ofs(given):
        return False
    return level(aim.LearnAimRef, given) in LEVELS
