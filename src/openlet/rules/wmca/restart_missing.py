"""A restart after a break is marked as one."""

from openlet.facts.aims import fam_codes
from openlet.facts.completion import TEMPORARILY_WITHDRAWN
from openlet.facts.given import Given
from openlet.facts.spells import earlier_spells, is_restart
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def restart(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The restart codes returned."""
    return fam_codes(aim).get("RES", ())


@rule(
    "WMCA_LearnDelFAMType_07",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnAimRef", "LearnStartDate"),
    also={"RES": restart},
    message="{LearnAimRef} starts again on {LearnStartDate} after a break in learning, but RES is {RES}. Tick restart "
    "(RES 1) and enter the original start date.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 9", "A-075"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The aim of a learner who comes back after a temporary withdrawal must be marked as a restart.

    Fault where: an earlier bootcamp aim of the same reference has completion status 6, and this one has no RES 1.
    Read as: after a withdrawal for good (status 3) a new aim may simply be a new start.
    """
    if is_restart(aim):
        return False
    return any(spell.CompStatus == TEMPORARILY_WITHDRAWN for spell in earlier_spells(aim, learner))
