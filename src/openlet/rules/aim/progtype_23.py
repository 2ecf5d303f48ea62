"""Event aims belong to national bootcamps."""

from openlet.facts.aims import has_fam
from openlet.facts.programmes import SKILLS_BOOTCAMP, is_event_aim
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

PROJECT_S = "396"  # LDM: Project S pilot for Skills Bootcamps


@official(
    "ProgType_23",
    on="LearningDelivery",
    shows=("LearnAimRef", "ProgType"),
    message="{LearnAimRef} stands for an event of a national Skills Bootcamp, but the programme type is {ProgType}, "
    "not 32. WMCA bootcamps use Z0010211 and Z0010212 instead: correct the aim reference.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An event aim of a national Skills Bootcamp must have the programme type 32.

    Fault where: LearnAimRef is Z0059747, Z0059748 or Z0059749 and ProgType is missing or not 32.
    Except: the pilot Project S for Skills Bootcamps (LDM 396).
    Read as: the spreadsheet's text; the online text of this rule is a copy of ProgType_24.
    """
    return is_event_aim(aim) and aim.ProgType != SKILLS_BOOTCAMP and not has_fam(aim, "LDM", PROJECT_S)
