"""A devolved aim was still valid when it ended."""

from datetime import date

from openlet.facts.exemptions import carries_any
from openlet.facts.fams import is_authority_funded
from openlet.facts.given import Given
from openlet.facts.lars import DEVOLVED, validities
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

ENDS_FROM = date(2020, 8, 1)
EXEMPT = ("LDM378",)  # level 3 free courses


@official(
    "LearnAimRef_119",
    on="LearningDelivery",
    needs=("lars",),
    shows=("LearnAimRef", "LearnActEndDate"),
    message="{LearnAimRef} was no longer valid in LARS for combined authorities when it ended on {LearnActEndDate}. "
    "Correct the end or the aim; if both are right, ask WMCA to have the aim's validity put right.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim that a combined authority pays for must still be valid when it ends.

    Fault where: the aim has a source of funding from 110 to 120, LearnActEndDate is on or after 1 August 2020, and
    after the last day of every validity of the aim in LARS of category MCA_GLA.
    Except: level 3 free courses (LDM 378); aims without any such validity (LearnAimRef_133).
    """
    end = aim.LearnActEndDate
    if end is None or end < ENDS_FROM or not is_authority_funded(aim) or carries_any(aim, EXEMPT):
        return False
    held = validities(aim.LearnAimRef, given, DEVOLVED)
    return bool(held) and all(row["EndDate"] is not None and row["EndDate"] < end for row in held)
