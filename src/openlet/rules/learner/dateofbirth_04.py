"""No learner is 115 or older."""

from openlet.facts.ages import age_on_1_august
from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.rules.official import official

TOO_OLD = 115


@official(
    "DateOfBirth_04",
    on="Learner",
    shows=("DateOfBirth",),
    also={"Age": age_on_1_august},
    message="The date of birth is {DateOfBirth}, so the learner was {Age} when the year began. Correct the date.",
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner must be younger than 115.

    Fault where: the learner was 115 or older on 1 August of the year of the return.
    """
    age = age_on_1_august(learner, given)
    return age is not None and age >= TOO_OLD
