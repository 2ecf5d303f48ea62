"""Most types of learner funding and monitoring are entered once."""

from openlet.facts.learner_fams import learner_fam_codes
from openlet.ilr.records import Learner
from openlet.rules.official import official

ONCE = ("HNS", "EHC", "DLA", "SEN", "MCF", "ECF", "FME", "MMH", "EMH")


def repeated_types(learner: Learner) -> tuple[str, ...]:
    """The types that are entered more than once though once is all that is allowed."""
    codes = learner_fam_codes(learner)
    return tuple(kind for kind in ONCE if len(codes.get(kind, ())) > 1)


@official(
    "LearnFAMType_09",
    on="Learner",
    shows=(),
    also={"LearnFAMType": repeated_types},
    message="{LearnFAMType} is entered more than once for the learner. Keep the right one of each.",
)
def fault(learner: Learner) -> bool:
    """HNS, EHC, DLA, SEN, MCF, ECF, FME, MMH and EMH must be entered once at most.

    Fault where: the learner has more than one LearnerFAM of one of these types.
    Read as: the message of the official rule leaves out MMH and EMH, which came with 2025-26; its text names them.
    """
    return bool(repeated_types(learner))
