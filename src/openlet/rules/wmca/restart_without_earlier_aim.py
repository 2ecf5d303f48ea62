"""A restart has an earlier aim that was broken off."""

from openlet.facts.given import Given
from openlet.facts.spells import earlier_spells, is_restart
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE

BROKEN_OFF = (3, 6)  # withdrawn, temporarily withdrawn


@rule(
    "WMCA_LearnDelFAMType_08",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnAimRef", "LearnStartDate", "OrigLearnStartDate"),
    message="{LearnAimRef} is marked as a restart from {LearnStartDate} (original start: {OrigLearnStartDate}), but "
    "no earlier aim of that reference is temporarily or finally withdrawn. Return the earlier aim with its end, or "
    "untick restart.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 9", "A-075"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A restart must follow an earlier aim of the same bootcamp that the learner was withdrawn from.

    Fault where: RES is 1 and the learner has no earlier aim of the same reference with completion status 6 or 3.
    Except: where the original start lies before the file's year, so that the earlier aim is in an earlier return.
    """
    original = aim.OrigLearnStartDate
    if not is_restart(aim) or (original is not None and original < given.year.first_day):
        return False
    return not any(spell.CompStatus in BROKEN_OFF for spell in earlier_spells(aim, learner))
