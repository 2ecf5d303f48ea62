"""A learner is on one programme at a time."""

from datetime import date

from openlet.facts.funding import APPRENTICESHIPS, is_apprenticeship
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official
from openlet.spec.completion import PROGRAMME_AIM


def others(aim: LearningDelivery, learner: Learner) -> list[LearningDelivery]:
    """The learner's other programme aims."""
    return [other for other in learner.LearningDelivery if other.AimType == PROGRAMME_AIM and other is not aim]


def starts_during(aim: LearningDelivery, other: LearningDelivery, end: date | None) -> bool:
    """Whether an aim starts while another runs, which has no end or ends on a day."""
    start, begins = aim.LearnStartDate, other.LearnStartDate
    return start is not None and begins is not None and begins <= start <= (end or date.max)


def clash(aim: LearningDelivery, other: LearningDelivery) -> bool:
    """Whether two programme aims cannot be taken together."""
    if aim.LearnActEndDate is None and other.LearnActEndDate is None:
        return True
    if starts_during(aim, other, other.LearnActEndDate):
        return True
    waits = other.FundModel == APPRENTICESHIPS and is_apprenticeship(other)
    return waits and starts_during(aim, other, other.AchDate)


@official(
    "R99",
    on="LearningDelivery",
    where={"AimType": (PROGRAMME_AIM,)},
    shows=("AimType", "LearnAimRef", "LearnStartDate", "LearnActEndDate"),
    message="The programme that started on {LearnStartDate} runs at the same time as another programme of the learner. "
    "Enter the end of the earlier one, or correct the dates.",
    reads=("LearningDelivery",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A learner must be on one programme at a time.

    Fault where: a programme aim (AimType 1) has not ended while another programme aim of the learner has not ended
    either; or it starts on or after the start of another one and on or before its end, a missing end counting as still
    to come. An apprenticeship standard with funding model 36 lasts until its AchDate.
    Read as: an achieved date that is missing is still to come. Two programmes that are both open, or that start on one
    day, are a finding on each of them.
    """
    return any(clash(aim, other) for other in others(aim, learner))
