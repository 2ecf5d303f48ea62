"""The source of funding is the authority."""

from openlet.facts.aims import SOURCE_OF_FUNDING, fam_codes
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def funding_sources(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The sources of funding returned."""
    return fam_codes(aim).get("SOF", ())


@rule(
    "WMCA_LearnDelFAMType_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnAimRef",),
    also={"SOF": funding_sources},
    message="The source of funding of {LearnAimRef} is {SOF}. Enter 112, and nothing else: an aim without it never "
    "reaches the authority and cannot be claimed.",
    source=Source(GUIDE, "Learning Delivery: Funding and Monitoring, item 1", "A-077"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The source of funding must be 112, and only that.

    Fault where: the source of funding (SOF) of a bootcamp aim, Z0010211 or Z0010212 is missing, is another, or is
    another beside 112.
    """
    return set(funding_sources(aim, learner, given)) != {SOURCE_OF_FUNDING}
