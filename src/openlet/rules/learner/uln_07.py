"""From January a learner who started more than 60 days ago has a ULN."""

from openlet.facts.given import Given
from openlet.facts.shown import prepared_on
from openlet.facts.ulns import had_time_to_find_uln, needs_uln
from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "ULN_07",
    on="LearningDelivery",
    shows=("ULN", "LearnStartDate", "LearnPlanEndDate", "LearnActEndDate", "FundModel"),
    also={"Prepared": prepared_on},
    message="The ULN is {ULN}, the number for learners who have none yet, though the learner started on "
    "{LearnStartDate}, more than 60 days before the file was prepared ({Prepared}). Get the learner's own from the "
    "Learning Records Service and enter it.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner who started more than 60 days ago must have a ULN of their own.

    Fault where: the ULN is 9999999999, the file was prepared on or after 1 January of its year and more than 60 days
    after the aim's start, the aim is funded (25, 35, 36, 37, 38, 70, 81, 82, or 99 with ADL 1), and it takes or took
    five days or more.
    Except: offenders in custody (LDM 034); apprenticeships under a contract with the employer (ACT 1).
    """
    if learner.ULN != TEMPORARY_ULN:
        return False
    return needs_uln(aim, given) and had_time_to_find_uln(aim, given)
