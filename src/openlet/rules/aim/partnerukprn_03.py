"""A provider is not its own partner."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "PartnerUKPRN_03",
    on="LearningDelivery",
    where={"PartnerUKPRN": PRESENT},
    shows=("PartnerUKPRN",),
    message="The subcontracted or partnership UKPRN, {PartnerUKPRN}, is your own. Enter the UKPRN of the partner "
    "that delivers the aim, or remove it if you deliver it yourself.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The UKPRN of a partner must not be that of the provider.

    Fault where: PartnerUKPRN is the UKPRN of LearningProvider.
    """
    return aim.PartnerUKPRN is not None and aim.PartnerUKPRN == given.ukprn
