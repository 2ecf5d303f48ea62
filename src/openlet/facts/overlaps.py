"""Funding and monitoring records with dates that run at the same time."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from openlet.facts import fact
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM

LEARNING_SUPPORT = "LSF"
ONE_SUPPORT_FROM = date(2016, 8, 1)  # R106 looks at learning support from this day


@fact
def overlapping(aim: LearningDelivery, fam_type: str) -> tuple[LearningDeliveryFAM, ...]:
    """The aim's records of a type that begin before the one before them has ended, or on the day it ends."""
    return _overlapping(fam for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType == fam_type)


@fact
def overlapping_support(learner: Learner) -> tuple[LearningDeliveryFAM, ...]:
    """The same for learning support from August 2016 over all the learner's aims."""
    return _overlapping(
        fam
        for aim in learner.LearningDelivery
        for fam in aim.LearningDeliveryFAM
        if fam.LearnDelFAMType == LEARNING_SUPPORT and _begins(fam) >= ONE_SUPPORT_FROM
    )


def _overlapping(fams: Iterable[LearningDeliveryFAM]) -> tuple[LearningDeliveryFAM, ...]:
    dated = sorted((fam for fam in fams if fam.LearnDelFAMDateFrom is not None), key=_begins)
    return tuple(
        later
        for earlier, later in pairwise(dated)
        if earlier.LearnDelFAMDateTo is None or earlier.LearnDelFAMDateTo >= _begins(later)
    )


def _begins(fam: LearningDeliveryFAM) -> date:
    return fam.LearnDelFAMDateFrom or date.min
