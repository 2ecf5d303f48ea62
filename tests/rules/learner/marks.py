"""Learners with funding and monitoring codes, for tests of what may stand together."""

from openlet.ilr.records import Learner, LearnerFAM
from tests.make import learner


def marked(*fams: tuple[str, int]) -> Learner:
    """A learner with some LearnerFAM, each a type and a code."""
    return learner(LearnerFAM=[LearnerFAM(LearnFAMType=kind, LearnFAMCode=code) for kind, code in fams])
