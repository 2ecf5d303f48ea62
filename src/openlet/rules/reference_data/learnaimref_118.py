"""A devolved aim was valid when it started."""

from datetime import date

from openlet.facts.exemptions import carries_any
from openlet.facts.fams import is_authority_funded
from openlet.facts.given import Given
from openlet.facts.lars import DEVOLVED, is_valid_on, validities
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

ENDS_FROM = date(2020, 8, 1)
EXEMPT = ("LDM378",)  # level 3 free courses


@official(
    "LearnAimRef_118",
    on="LearningDelivery",
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate", "LearnActEndDate"),
    message="{LearnAimRef} was not valid in LARS for combined authorities on its start, {LearnStartDate}. Correct the "
    "start or the aim; if both are right, ask WMCA to have the aim's validity put right.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim that a combined authority pays for must be valid when it starts.

    Fault where: the aim has a source of funding from 110 to 120, ended on or after 1 August 2020, and LearnStartDate
    lies outside every validity of the aim in LARS of category MCA_GLA.
    Except: level 3 free courses (LDM 378); aims without any such validity (LearnAimRef_133).
    """
    start, end = aim.LearnStartDate, aim.LearnActEndDate
    if start is None or end is None or end < ENDS_FROM or not is_authority_funded(aim) or carries_any(aim, EXEMPT):
        return False
    return bool(validities(aim.LearnAimRef, given, DEVOLVED)) and not is_valid_on(
        aim.LearnAimRef, start, given, DEVOLVED
    )
