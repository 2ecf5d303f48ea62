"""The aim is allocated to the provider."""

from openlet.facts.aims import BOOTCAMP, aim_kind, named_bootcamp
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def bootcamp(aim: LearningDelivery, learner: Learner, given: Given) -> str | None:
    """The bootcamp that the aim is, or that the milestone aim names."""
    return aim.LearnAimRef if aim_kind(aim, given) == BOOTCAMP else named_bootcamp(aim, learner, given)


def allocated(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...] | str:
    """The bootcamp aims of the contract."""
    return tuple(given.terms.bootcamps) or "none for it"


@rule(
    "NP-04",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.NO_PAY,
    shows=("LearnAimRef",),
    also={"bootcamp": bootcamp, "allocated": allocated},
    message="The bootcamp {bootcamp} is not allocated to this provider; the contract has {allocated}. Use the aim "
    "reference that was generated for you.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 3; No pay rules", "A-060, A-140, A-161"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """Only bootcamp aims allocated to the provider are paid.

    Fault where: a bootcamp aim is not in this provider's contract, or a milestone aim names one that is not.
    Read as: which aims count as bootcamps at all, see the reading scope (AMB-09); a milestone aim that names no
    bootcamp or several is MC-06, not this rule (AMB-20).
    """
    named = bootcamp(aim, learner, given)
    return named is not None and not given.terms.allocates(named)
