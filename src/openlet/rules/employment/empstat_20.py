"""A learner with low wages is in paid employment."""

from openlet.facts.aims import has_fam
from openlet.facts.employment import IN_PAID_EMPLOYMENT
from openlet.facts.people import employment_on
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

LOW_WAGES = "363"  # LDM


def status_on_start(aim: LearningDelivery, learner: Learner) -> int | None:
    """The employment status on the day of the start."""
    status = None if aim.LearnStartDate is None else employment_on(learner, aim.LearnStartDate)
    return status.EmpStat if status else None


@official(
    "EmpStat_20",
    on="LearningDelivery",
    shows=("LearnStartDate",),
    also={"EmpStat": status_on_start},
    message="The aim is marked for a learner on low wages (LDM 363), but the employment status on its start, "
    "{LearnStartDate}, is {EmpStat} and not 10 (in paid employment). Correct the status, or remove LDM 363.",
    reads=("LearnerEmploymentStatus",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """LDM 363 must be used only for learners in paid employment.

    Fault where: the aim has LDM 363 and the employment status in force on its start is not 10, or there is none.
    Read as: the status in force is the latest dated on or before the start. Each aim is judged; the service of 2020-21
    stopped at the first.
    """
    if aim.LearnStartDate is None or not has_fam(aim, "LDM", LOW_WAGES):
        return False
    return status_on_start(aim, learner) != IN_PAID_EMPLOYMENT
