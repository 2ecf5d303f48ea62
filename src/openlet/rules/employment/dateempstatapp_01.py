"""An employment status does not begin after the year."""

from openlet.facts.given import Given
from openlet.facts.shown import year_end
from openlet.facts.values import is_after
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official


@official(
    "DateEmpStatApp_01",
    on="LearnerEmploymentStatus",
    shows=("DateEmpStatApp",),
    also={"YearEnd": year_end},
    message="The employment status applies from {DateEmpStatApp}, after the end of the year of this return "
    "({YearEnd}). Correct the date, or leave the status for next year's return.",
)
def fault(status: LearnerEmploymentStatus, learner: Learner, given: Given) -> bool:
    """An employment status must not apply from a day after the year of the return.

    Fault where: DateEmpStatApp is after 31 July that ends the year of the return.
    """
    return is_after(status.DateEmpStatApp, given.year.last_day)
