"""The provider of the year before exists."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "PrevUKPRN_01",
    on="Learner",
    needs=("organisations",),
    shows=("PrevUKPRN",),
    message="The UKPRN {PrevUKPRN} of the provider of the year before is not in the organisation register. Correct "
    "it, or remove it.",
)
def fault(learner: Learner, given: Given) -> bool:
    """The provider of the year before must be one that exists.

    Fault where: PrevUKPRN is returned and is not in the organisation register.
    Except: no PrevUKPRN.
    """
    return learner.PrevUKPRN is not None and not given.references.rows(
        "organisations", "Organisation", learner.PrevUKPRN
    )
