"""From January a learner who started lately gets a ULN."""

from openlet.facts.given import Given
from openlet.facts.shown import prepared_on
from openlet.facts.ulns import had_time_to_find_uln, needs_uln
from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "ULN_06",
    on="LearningDelivery",
    shows=("ULN", "LearnStartDate", "LearnPlanEndDate", "LearnActEndDate", "FundModel"),
    also={"Prepared": prepared_on},
    message="The ULN is {ULN}, the number for learners who have none yet. From 60 days after the start on "
    "{LearnStartDate} the national service refuses it (the file was prepared on {Prepared}). Get the learner's own "
    "from the Learning Records Service and enter it.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner who started in the last 60 days should have a ULN of their own.

    Fault where: the ULN is 9999999999, the file was prepared on or after 1 January of its year and at most 60 days
    after the aim's start, the aim is funded (25, 35, 36, 37, 38, 81, 82, or 99 with ADL 1), and it takes or took five
    days or more.
    Except: offenders in custody (LDM 034); apprenticeships under a contract with the employer (ACT 1).
    Read as: funding model 70 (up to 2022-23) counts as well, as in ULN_07 and in the service of 2020-21.
    """
    if learner.ULN != TEMPORARY_ULN:
        return False
    return needs_uln(aim, given) and not had_time_to_find_uln(aim, given)
