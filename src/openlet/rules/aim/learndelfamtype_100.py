"""Free Courses for Jobs began in April 2021."""

from datetime import date

from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

FIRST_START = date(2021, 4, 1)


@official(
    "LearnDelFAMType_100",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("378",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnStartDate"),
    message="The aim is marked as a level 3 Free Course for Jobs (LDM 378), which began on 1 April 2021, but it "
    "started on {LearnStartDate}. Remove LDM 378, or correct the start.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """LDM 378 must only be used for starts from 1 April 2021.

    Fault where: the aim has the FAM LDM 378 and LearnStartDate is before 1 April 2021.
    """
    return is_before(aim.LearnStartDate, FIRST_START)
