"""The original start date of a restart is the start of an earlier aim."""

from datetime import date

from openlet.facts.given import Given
from openlet.facts.spells import earlier_spells, is_restart
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def starts(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[date, ...]:
    """The starts and original starts of the earlier aims."""
    spells = earlier_spells(aim, learner)
    return tuple({day for spell in spells for day in (spell.LearnStartDate, spell.OrigLearnStartDate) if day})


@rule(
    "WMCA_OrigLearnStartDate_02",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnAimRef", "OrigLearnStartDate"),
    also={"starts": starts},
    message="The original start date of the restart of {LearnAimRef} is {OrigLearnStartDate}, but the earlier aims "
    "started on {starts}. Enter the start of the first of them.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 10", "A-076"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The original start date must be the start of an earlier aim of the same bootcamp.

    Fault where: RES is 1, the learner has earlier aims of the same reference, and OrigLearnStartDate is the start (or
    the original start) of none of them.
    Except: where the original start lies before the file's year; where there is no earlier aim, which has a rule of its
    own.
    """
    original = aim.OrigLearnStartDate
    if original is None or original < given.year.first_day or not is_restart(aim):
        return False
    known = starts(aim, learner, given)
    return bool(known) and original not in known
