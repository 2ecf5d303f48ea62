"""National monitoring and disadvantage funding are entered twice at most."""

from openlet.facts.learner_fams import learner_fam_codes
from openlet.ilr.records import Learner
from openlet.rules.official import official

TWICE = ("NLM", "EDF")
MOST = 2


def repeated_types(learner: Learner) -> tuple[str, ...]:
    """The types that are entered more than twice though twice is all that is allowed."""
    codes = learner_fam_codes(learner)
    return tuple(kind for kind in TWICE if len(codes.get(kind, ())) > MOST)


@official(
    "LearnFAMType_11",
    on="Learner",
    shows=(),
    also={"LearnFAMType": repeated_types},
    message="{LearnFAMType} is entered more than twice for the learner. Keep two of each at most.",
)
def fault(learner: Learner) -> bool:
    """NLM and EDF must be entered twice at most.

    Fault where: the learner has more than two LearnerFAM of type NLM, or more than two of type EDF.
    Read as: the two types are counted separately.
    """
    return bool(repeated_types(learner))
