"""Several spells on one bootcamp: breaks, restarts, and learning within a year."""

from openlet.facts.aims import has_fam
from openlet.ilr.records import Learner, LearningDelivery
from openlet.spec.scheme import terms
from openlet.spec.years import Year

RESTART: str = terms()["codes"]["restart"]


def is_restart(aim: LearningDelivery) -> bool:
    """Whether the aim is marked as a restart (RES 1)."""
    return has_fam(aim, "RES", RESTART)


def earlier_spells(aim: LearningDelivery, learner: Learner) -> list[LearningDelivery]:
    """The learner's aims of the same reference that started before this one."""
    start = aim.LearnStartDate
    return [
        other
        for other in learner.LearningDelivery
        if other.LearnAimRef == aim.LearnAimRef
        and start is not None
        and other.LearnStartDate is not None
        and other.LearnStartDate < start
    ]


def later_spells(aim: LearningDelivery, learner: Learner) -> list[LearningDelivery]:
    """The learner's aims of the same reference that started after this one."""
    return [other for other in learner.LearningDelivery if any(aim is one for one in earlier_spells(other, learner))]


def is_active_in(aim: LearningDelivery, year: Year) -> bool:
    """Whether there is learning on the aim within a year: started by its last day, not ended before its first."""
    start, end = aim.LearnStartDate, aim.LearnActEndDate
    return start is not None and start <= year.last_day and (end is None or end >= year.first_day)
