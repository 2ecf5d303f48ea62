"""The funding and monitoring codes of a learner (LearnerFAM)."""

from collections.abc import Mapping
from types import MappingProxyType

from openlet.facts import fact
from openlet.ilr.records import Learner

NONE: Mapping[str, tuple[int | None, ...]] = MappingProxyType({})


def learner_fam_codes(learner: Learner) -> Mapping[str, tuple[int | None, ...]]:
    """The learner's funding and monitoring codes by type, each in the order returned."""
    return _by_type(learner) if learner.LearnerFAM else NONE  # most learners have none


@fact
def _by_type(learner: Learner) -> Mapping[str, tuple[int | None, ...]]:
    codes: dict[str, tuple[int | None, ...]] = {}
    for fam in learner.LearnerFAM:
        if fam.LearnFAMType is not None:
            codes[fam.LearnFAMType] = (*codes.get(fam.LearnFAMType, ()), fam.LearnFAMCode)
    return codes


def has_learner_fam(learner: Learner, fam_type: str, *codes: int) -> bool:
    """Whether the learner carries one of some codes of a type."""
    return bool(learner.LearnerFAM) and any(code in codes for code in learner_fam_codes(learner).get(fam_type, ()))
