"""A devolved aim is valid in the year of the return."""

from openlet.facts.exemptions import carries_any
from openlet.facts.fams import is_authority_funded
from openlet.facts.given import Given
from openlet.facts.lars import DEVOLVED, validities
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

EXEMPT = ("LDM378",)  # level 3 free courses


@official(
    "LearnAimRef_121",
    on="LearningDelivery",
    needs=("lars",),
    shows=("LearnAimRef",),
    message="{LearnAimRef} had ended in LARS for combined authorities before this year began. Leave out an aim that "
    "is over, or ask WMCA to have the aim's validity put right.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim that a combined authority pays for must be valid in the year of the return.

    Fault where: the aim has a source of funding from 110 to 120, and in LARS the latest validity of the aim of category
    MCA_GLA ended before the first day of the year of the return.
    Except: level 3 free courses (LDM 378); aims without any such validity (LearnAimRef_133).
    """
    if not is_authority_funded(aim) or carries_any(aim, EXEMPT):
        return False
    held = validities(aim.LearnAimRef, given, DEVOLVED)
    return bool(held) and held[-1]["EndDate"] is not None and held[-1]["EndDate"] < given.year.first_day
