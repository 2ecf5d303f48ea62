"""The job offer does not come before the interview offer."""

from datetime import date

from openlet.facts.aims import Z2, aim_kind, named_bootcamp
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def bootcamp(aim: LearningDelivery, learner: Learner, given: Given) -> str | None:
    """The bootcamp that the milestone aim names."""
    return named_bootcamp(aim, learner, given)


def offered(aim: LearningDelivery, learner: Learner, given: Given) -> date | None:
    """The day of the first interview offer for that bootcamp."""
    named = bootcamp(aim, learner, given)
    interviews = [other for other in learner.LearningDelivery if aim_kind(other, given) == Z2]
    dates = (one.LearnStartDate for one in interviews if named and bootcamp(one, learner, given) == named)
    return min((day for day in dates if day is not None), default=None)


@rule(
    "WMCA_LearnStartDate_03",
    on="LearningDelivery",
    about="Z0010212",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnStartDate",),
    also={"bootcamp": bootcamp, "offered": offered},
    message="Z0010212 is dated {LearnStartDate}, before Z0010211 of the same bootcamp {bootcamp} on {offered}. That "
    "is allowed; check both dates.",
    source=Source(GUIDE, "Payment milestone indicators, Milestone 3", "A-065, A-149, A-150"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The job offer is expected after the interview offer.

    Fault where: Z0010212 is dated before the first Z0010211 that names the same bootcamp.
    Read as: allowed, but worth a look (AMB-51).
    """
    interview, job = offered(aim, learner, given), aim.LearnStartDate
    return interview is not None and job is not None and job < interview
