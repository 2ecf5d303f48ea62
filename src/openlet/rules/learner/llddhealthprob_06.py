"""Who has a learning difficulty, disability or health problem says which."""

from openlet.facts.ages import age_at_earliest_start
from openlet.facts.funding import COMMUNITY_LEARNING, NON_FUNDED
from openlet.ilr.records import Learner
from openlet.rules.official import official

SOME = 1  # LLDDHealthProb
OLD_ENOUGH = 25  # from this age at the earliest start the category may be left out


@official(
    "LLDDHealthProb_06",
    on="Learner",
    where={"LLDDHealthProb": (SOME,)},
    shows=("LLDDHealthProb", "DateOfBirth"),
    message="The answer on difficulty, disability or health problem (LLDDHealthProb) is {LLDDHealthProb}, but no "
    "category is entered. Enter the categories that the learner named, or 98 (prefers not to say) or 99 (not "
    "provided).",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """A learner with a difficulty, disability or health problem must have a category.

    Fault where: LLDDHealthProb is 1 and there is no LLDDandHealthProblem record.
    Except: an aim has funding model 10 or 99; the learner was 25 or older at the earliest start of all aims.
    Read as: the online list excepts every aim of funding model 99, the spreadsheet only those with SOF 108; we follow
    the online list, which is the newer. Without a date of birth there is no exception by age.
    """
    if learner.LLDDandHealthProblem:
        return False
    age = age_at_earliest_start(learner)
    excepted = any(aim.FundModel in (COMMUNITY_LEARNING, NON_FUNDED) for aim in learner.LearningDelivery)
    return not excepted and (age is None or age < OLD_ENOUGH)
