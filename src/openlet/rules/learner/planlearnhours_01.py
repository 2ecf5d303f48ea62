"""The planned learning hours of the year are entered."""

from openlet.facts.funding import OTHER_16_TO_19, is_apprenticeship, is_t_level
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "PlanLearnHours_01",
    on="Learner",
    shows=("PlanLearnHours",),
    message="The planned learning hours are missing. Enter the guided hours planned for this learner in this year.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """The planned learning hours of the year must be entered.

    Fault where: PlanLearnHours is absent, an aim has no actual end, and an aim is not excepted.
    Except: apprenticeships; other 16 to 19 provision (funding model 82); T Level programmes (25 with ProgType 31);
    learners all of whose aims have ended.
    Read as: the official text runs its exceptions together; each stands by itself, as in the service of 2020-21.
    """
    if learner.PlanLearnHours is not None:
        return False
    aims = learner.LearningDelivery
    return any(aim.LearnActEndDate is None for aim in aims) and any(needs_hours(aim) for aim in aims)


def needs_hours(aim: LearningDelivery) -> bool:
    """Whether the hours of an aim are planned with its learner."""
    return not is_apprenticeship(aim) and aim.FundModel != OTHER_16_TO_19 and not is_t_level(aim)
