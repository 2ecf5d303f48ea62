"""The funding and monitoring codes of a learner (LearnerFAM)."""

from openlet.facts import fact
from openlet.ilr.records import Learner


@fact
def learner_fam_codes(learner: Learner) -> dict[str, tuple[int | None, ...]]:
    """The learner's funding and monitoring codes by type, each in the order returned."""
    codes: dict[str, tuple[int | None, ...]] = {}
    for fam in learner.LearnerFAM:
        if fam.LearnFAMType is not None:
            codes[fam.LearnFAMType] = (*codes.get(fam.LearnFAMType, ()), fam.LearnFAMCode)
    return codes


def has_learner_fam(learner: Learner, fam_type: str, *codes: int) -> bool:
    """Whether the learner carries one of some codes of a type."""
    return any(code in codes for code in learner_fam_codes(learner).get(fam_type, ()))
