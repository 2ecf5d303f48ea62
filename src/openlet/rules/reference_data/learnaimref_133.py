"""A devolved aim has a devolved validity."""

from datetime import date

from openlet.facts.exemptions import carries_any
from openlet.facts.fams import is_authority_funded
from openlet.facts.given import Given
from openlet.facts.lars import DEVOLVED, is_in_lars, validities
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

STARTS_FROM = date(2023, 8, 1)
CATEGORIES = (DEVOLVED, "COMM_LEARN", "Tailored_Learning")
EXEMPT = ("LDM378",)  # level 3 free courses


@official(
    "LearnAimRef_133",
    on="LearningDelivery",
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate"),
    message="{LearnAimRef} is not valid in LARS for combined authorities at all. Choose the aim that WMCA has given "
    "for the bootcamp; if it is that one, ask WMCA to have its validity put right.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim that a combined authority pays for must be valid for combined authorities.

    Fault where: the aim has a source of funding from 110 to 120, starts on or after 1 August 2023, and has no validity
    in LARS of category MCA_GLA, COMM_LEARN or Tailored_Learning.
    Except: level 3 free courses (LDM 378); aims that are not in LARS (LearnAimRef_01).
    Read as: the chain of not-equals in the text would always hold; it is read as none of the three.
    """
    start = aim.LearnStartDate
    if start is None or start < STARTS_FROM or not is_authority_funded(aim) or carries_any(aim, EXEMPT):
        return False
    return is_in_lars(aim.LearnAimRef, given) and not validities(aim.LearnAimRef, given, *CATEGORIES)
