"""The learner's prior attainment is there."""

from openlet.facts.given import Given
from openlet.facts.values import is_listed
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def levels(learner: Learner, given: Given) -> tuple[int, ...]:
    """The levels entered."""
    return tuple(attained.PriorLevel for attained in learner.PriorAttain if attained.PriorLevel is not None)


@rule(
    "WMCA_PriorLevel_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=3,
    shows=(),
    also={"PriorLevel": levels},
    message="The prior attainment is {PriorLevel}. Enter the level that the learner had reached when they started, "
    "with the date it applies from.",
    source=Source(GUIDE, "Learner: Prior Attainment, item 2", "A-054"),
    no_pay_if="prior_attainment",
)
def fault(learner: Learner, given: Given) -> bool:
    """The level that the learner had already reached must be entered.

    Fault where: there is no prior attainment with a level of the year's list.
    Read as: no qualifications (99) and not known (98) are levels too (AMB-08).
    """
    return not any(is_listed("PriorLevel", attained.PriorLevel, given.year) for attained in learner.PriorAttain)
