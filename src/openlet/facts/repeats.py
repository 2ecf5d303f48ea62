"""Records that stand more than once where only one may stand."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from itertools import pairwise
from typing import TypeVar

from openlet.facts import fact
from openlet.ilr.records import (
    DPOutcome,
    Learner,
    LearnerDestinationandProgression,
    LearnerEmploymentStatus,
    LearnerFAM,
    LearningDelivery,
    LearningDeliveryFAM,
    LearningDeliveryWorkPlacement,
    LLDDandHealthProblem,
    ProviderSpecDeliveryMonitoring,
    ProviderSpecLearnerMonitoring,
)

R = TypeVar("R")


def second_of(records: Iterable[R], key: Callable[[R], Hashable | None]) -> tuple[R, ...]:
    """Of each key that several records have, the second record; None is no key.

    So a rule that fires once for each repeated value fires on one record for each.
    """
    listed = list(records)
    if len(listed) < 2:
        return ()
    keys = [key(record) for record in listed]
    if len(set(keys)) == len(keys):  # as almost always
        return ()
    met: Counter[Hashable] = Counter()
    second = []
    for record, its in zip(listed, keys, strict=True):
        met[its] += 1
        if its is not None and met[its] == 2:
            second.append(record)
    return tuple(second)


@fact
def repeated_fams(aim: LearningDelivery) -> tuple[LearningDeliveryFAM, ...]:
    """The aim's FAM records whose type and code have been returned before, without regard to case."""
    pairs = {
        (fam.LearnDelFAMType.casefold(), fam.LearnDelFAMCode.casefold())
        for fam in aim.LearningDeliveryFAM
        if fam.LearnDelFAMType is not None and fam.LearnDelFAMCode is not None
    }
    if len(pairs) == len(aim.LearningDeliveryFAM):  # as almost always
        return ()
    return second_of(
        aim.LearningDeliveryFAM, lambda fam: _pair(_folded(fam.LearnDelFAMType), _folded(fam.LearnDelFAMCode))
    )


@fact
def repeated_boxes(aim: LearningDelivery) -> tuple[ProviderSpecDeliveryMonitoring, ...]:
    """The aim's provider specified values in a box that has been used before, without regard to case."""
    return second_of(aim.ProviderSpecDeliveryMonitoring, lambda box: _folded(box.ProvSpecDelMonOccur))


@fact
def repeated_work_placements(aim: LearningDelivery) -> tuple[LearningDeliveryWorkPlacement, ...]:
    """The aim's work placements with a start and an employer (absent counting as one) that came before."""
    return second_of(
        aim.LearningDeliveryWorkPlacement,
        lambda one: None if one.WorkPlaceStartDate is None else (one.WorkPlaceStartDate, one.WorkPlaceEmpId),
    )


@fact
def repeated_placement_starts(learner: Learner) -> tuple[LearningDeliveryWorkPlacement, ...]:
    """The learner's work placements, over all aims, that start on a day on which one came before."""
    placements = [one for aim in learner.LearningDelivery for one in aim.LearningDeliveryWorkPlacement]
    return second_of(placements, lambda one: one.WorkPlaceStartDate)


@fact
def repeated_status_dates(learner: Learner) -> tuple[LearnerEmploymentStatus, ...]:
    """The learner's employment statuses of a date that came before."""
    return second_of(learner.LearnerEmploymentStatus, lambda status: status.DateEmpStatApp)


@fact
def repeated_learner_boxes(learner: Learner) -> tuple[ProviderSpecLearnerMonitoring, ...]:
    """The learner's provider specified values in a box that has been used before, without regard to case."""
    return second_of(learner.ProviderSpecLearnerMonitoring, lambda box: _folded(box.ProvSpecLearnMonOccur))


@fact
def repeated_learner_fams(learner: Learner) -> tuple[LearnerFAM, ...]:
    """The learner's FAM records whose type and code have been returned before."""
    return second_of(learner.LearnerFAM, lambda fam: _pair(fam.LearnFAMType, fam.LearnFAMCode))


@fact
def repeated_categories(learner: Learner) -> tuple[LLDDandHealthProblem, ...]:
    """The learner's LLDD and health problem records of a category that came before."""
    return second_of(learner.LLDDandHealthProblem, lambda problem: problem.LLDDCat)


@fact
def repeated_outcomes(progression: LearnerDestinationandProgression) -> tuple[DPOutcome, ...]:
    """The outcomes of a destination record of a type, code and start that came before."""
    return second_of(
        progression.DPOutcome,
        lambda one: (
            None
            if one.OutType is None or one.OutCode is None or one.OutStartDate is None
            else (one.OutType.casefold(), one.OutCode, one.OutStartDate)
        ),
    )


@fact
def repeated_outcome_types(progression: LearnerDestinationandProgression) -> tuple[DPOutcome, ...]:
    """The outcomes of a destination record of a type and start that came before."""
    return second_of(progression.DPOutcome, lambda one: _pair(one.OutType, one.OutStartDate))


@fact
def repeated_aim_numbers(learner: Learner) -> tuple[int, ...]:
    """The aim sequence numbers that several of the learner's aims have, in order."""
    numbers = [aim.AimSeqNumber for aim in learner.LearningDelivery if aim.AimSeqNumber is not None]
    if len(set(numbers)) == len(numbers):
        return ()
    return tuple(sorted(number for number, times in Counter(numbers).items() if times > 1))


@fact
def statuses_without_news(learner: Learner) -> tuple[LearnerEmploymentStatus, ...]:
    """The learner's employment statuses that say, on a later date, the same as the one before them.

    The same are status, employer (no employer like no employer) and the set of monitoring types and codes.
    """
    if len(learner.LearnerEmploymentStatus) < 2:
        return ()
    dated = [(status.DateEmpStatApp, status) for status in learner.LearnerEmploymentStatus if status.DateEmpStatApp]
    dated.sort(key=lambda pair: pair[0])
    return tuple(
        later
        for (day, earlier), (later_day, later) in pairwise(dated)
        if later_day > day and _said(earlier) == _said(later)
    )


def _said(status: LearnerEmploymentStatus) -> tuple[Hashable, ...]:
    monitoring = frozenset((one.ESMType, one.ESMCode) for one in status.EmploymentStatusMonitoring)
    return status.EmpStat, status.EmpId, monitoring


def _folded(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _pair(kind: Hashable | None, code: Hashable | None) -> Hashable | None:
    return None if kind is None or code is None else (kind, code)
