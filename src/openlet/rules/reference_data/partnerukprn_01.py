"""The subcontractor exists."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "PartnerUKPRN_01",
    on="LearningDelivery",
    needs=("organisations",),
    shows=("PartnerUKPRN",),
    message="The UKPRN {PartnerUKPRN} of the subcontractor is not in the organisation register. Correct it, or remove "
    "it.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The subcontractor must be one that exists.

    Fault where: PartnerUKPRN is returned and is not in the organisation register.
    Except: no PartnerUKPRN.
    """
    return aim.PartnerUKPRN is not None and not given.references.rows("organisations", "Organisation", aim.PartnerUKPRN)
