"""The employment status before the start is known."""

from openlet.facts.given import Given
from openlet.facts.people import employment_at_start
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE

KNOWN = (10, 11, 12)


def status_before(aim: LearningDelivery, learner: Learner, given: Given) -> int | None:
    """The employment status in force before the start."""
    status = employment_at_start(aim, learner)
    return status.EmpStat if status else None


@rule(
    "NP-10",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.NO_PAY,
    reads=("LearnerEmploymentStatus",),
    shows=("LearnStartDate",),
    also={"EmpStat": status_before},
    message="The employment status before the start on {LearnStartDate} is {EmpStat}. Enter the status (10, 11 or 12) "
    "with a date before the start date.",
    source=Source(GUIDE, "Employment Status, items 2 and 3", "A-107, A-108"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The employment status at the start of the bootcamp must be known.

    Fault where: the latest status dated strictly before the start is 98 (not known) or no status of the guide; or
    there is none dated before the start.
    Read as: a status dated on the start day itself does not count; none at all counts as not known, unless the reading
    empstat_missing = "todo" (AMB-26).
    """
    if aim.LearnStartDate is None:
        return False
    status = employment_at_start(aim, learner)
    if status is None:
        return given.terms.readings.empstat_missing == "no_pay"
    return status.EmpStat not in KNOWN
