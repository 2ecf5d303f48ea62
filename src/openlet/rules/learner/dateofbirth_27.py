"""The learner was born before the year began."""

from openlet.facts.given import Given
from openlet.facts.values import is_before
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "DateOfBirth_27",
    on="Learner",
    shows=("DateOfBirth",),
    message="The date of birth is {DateOfBirth}, which is not before the first day of the year of this return. "
    "Correct it.",
)
def fault(learner: Learner, given: Given) -> bool:
    """The date of birth must lie before the year of the return.

    Fault where: DateOfBirth is 1 August of the year of the return or later.
    """
    return learner.DateOfBirth is not None and not is_before(learner.DateOfBirth, given.year.first_day)
