"""National Skills Bootcamp aims have their programme type."""

from openlet.facts.exemptions import carries_any
from openlet.facts.given import Given
from openlet.facts.lars import NATIONAL_BOOTCAMP, has_category
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

SKILLS_BOOTCAMP = 32  # ProgType
EXEMPT = ("LDM396",)  # Project S pilot for Skills Bootcamps


@official(
    "ProgType_24",
    on="LearningDelivery",
    needs=("lars",),
    shows=("LearnAimRef", "ProgType"),
    message="{LearnAimRef} is a subject aim of the national Skills Bootcamps in LARS, but the programme type is "
    "{ProgType}. Choose the aim that WMCA has given for the bootcamp, or enter programme type 32 if it is a national "
    "one.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A subject aim of the national Skills Bootcamps must have programme type 32.

    Fault where: the aim has category 62 in LARS, and ProgType is not 32 or is missing.
    Except: the Project S pilot (LDM 396).
    """
    if aim.ProgType == SKILLS_BOOTCAMP or not has_category(aim.LearnAimRef, NATIONAL_BOOTCAMP, given):
        return False
    return not carries_any(aim, EXEMPT)
