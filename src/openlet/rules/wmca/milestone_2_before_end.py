"""The interview offer does not come before the end of the bootcamp."""

from datetime import date

from openlet.facts.aims import bootcamp_aims, named_bootcamp
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def bootcamp(aim: LearningDelivery, learner: Learner, given: Given) -> str | None:
    """The bootcamp that the milestone aim names."""
    return named_bootcamp(aim, learner, given)


def ended(aim: LearningDelivery, learner: Learner, given: Given) -> date | None:
    """The day on which that bootcamp ended."""
    named = bootcamp(aim, learner, given)
    spells = [other for other in bootcamp_aims(learner, given) if other.LearnAimRef == named]
    return max((spell.LearnActEndDate for spell in spells if spell.LearnActEndDate is not None), default=None)


@rule(
    "WMCA_LearnStartDate_02",
    on="LearningDelivery",
    about="Z0010211",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnStartDate",),
    also={"bootcamp": bootcamp, "ended": ended},
    message="Z0010211 is dated {LearnStartDate}, before the bootcamp {bootcamp} ended on {ended}. That is allowed; "
    "check both dates.",
    source=Source(GUIDE, "Payment milestone indicators, Milestone 2", "A-064, A-143"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The interview offer is expected after the bootcamp.

    Fault where: Z0010211 is dated before the actual end of the bootcamp that it names.
    Except: a bootcamp that has not ended.
    Read as: allowed, but worth a look (AMB-51); after a restart the last end counts.
    """
    end, offered = ended(aim, learner, given), aim.LearnStartDate
    return end is not None and offered is not None and offered < end
