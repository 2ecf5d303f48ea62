"""There is an employment status before the start."""

from datetime import date

from openlet.facts.given import Given
from openlet.facts.people import employment_at_start
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def dates(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[date, ...]:
    """The dates from which employment statuses apply."""
    return tuple(one.DateEmpStatApp for one in learner.LearnerEmploymentStatus if one.DateEmpStatApp is not None)


@rule(
    "WMCA_EmpStat_01",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=3,
    shows=("LearnStartDate",),
    also={"DateEmpStatApp": dates},
    message="There is no employment status dated before the start on {LearnStartDate} (the dates entered: "
    "{DateEmpStatApp}). Enter the status at the start of the bootcamp with a date before that day.",
    source=Source(GUIDE, "Employment Status, item 2 and 3", "A-106, A-108"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The employment status at the start of the bootcamp must be entered, with a date before the start.

    Fault where: no employment status is dated strictly before the start of the bootcamp aim, and the reading
    empstat_missing is todo.
    Except: by default, when it is NP-10.
    Read as: a status dated on the start day itself does not count (AMB-26).
    """
    if aim.LearnStartDate is None or given.terms.readings.empstat_missing != "todo":
        return False
    return employment_at_start(aim, learner) is None
