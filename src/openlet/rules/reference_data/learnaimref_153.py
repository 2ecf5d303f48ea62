"""Devolved bootcamp aims are not paid from adult skills."""

from openlet.facts.funding import ADULT_SKILLS
from openlet.facts.given import Given
from openlet.facts.lars import DEVOLVED_BOOTCAMP, has_category
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "LearnAimRef_153",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS,)},
    needs=("lars",),
    shows=("LearnAimRef", "FundModel"),
    message="{LearnAimRef} has the LARS category of devolved Skills Bootcamps, so the national service refuses it "
    "with funding model {FundModel}. Ask WMCA which funding model to use for it.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim of a devolved bootcamp must not have funding model 35.

    Fault where: the aim has category 67 (exceptional devolved Skills Bootcamps) in LARS and funding model 35.
    Read as: an error, as in the online list; the spreadsheet has it as a warning at return R01 and an error from R04.
    The official message asks to remove the aim from the return, which WMCA's guidance does not allow.
    """
    return has_category(aim.LearnAimRef, DEVOLVED_BOOTCAMP, given)
