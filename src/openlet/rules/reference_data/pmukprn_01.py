"""The provider before the merger exists."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "PMUKPRN_01",
    on="Learner",
    needs=("organisations",),
    shows=("PMUKPRN",),
    message="The UKPRN {PMUKPRN} of the provider before the merger is not in the organisation register. Correct it, "
    "or remove it.",
)
def fault(learner: Learner, given: Given) -> bool:
    """The provider before the merger must be one that exists.

    Fault where: PMUKPRN is returned and is not in the organisation register.
    Except: no PMUKPRN.
    """
    return learner.PMUKPRN is not None and not given.references.rows("organisations", "Organisation", learner.PMUKPRN)
