"""A learner of a sector-based work academy gets work-related benefits."""

from openlet.facts.aims import has_fam
from openlet.facts.employment import monitoring_codes
from openlet.ilr.records import Learner
from openlet.rules.official import official

WORK_ACADEMY = "375"  # LDM: pre-employment training of a sector-based work academy
WORK_RELATED = (1, 4, 5)  # BSI: Jobseeker's Allowance, Universal Credit, Employment and Support Allowance


def benefits(learner: Learner) -> tuple[int | None, ...]:
    """The benefits that all the learner's employment statuses record."""
    return tuple(code for status in learner.LearnerEmploymentStatus for code in monitoring_codes(status).get("BSI", ()))


@official(
    "ESMType_17",
    on="Learner",
    shows=(),
    also={"BSI": benefits},
    message="An aim is marked as training for a sector-based work academy (LDM 375), but the benefits entered (BSI) "
    "are: {BSI}. Enter BSI 1, 4 or 5 if it is true, otherwise remove LDM 375.",
    reads=("LearnerEmploymentStatus",),
)
def fault(learner: Learner) -> bool:
    """LDM 375 must go with Jobseeker's Allowance, Universal Credit or Employment and Support Allowance.

    Fault where: an aim has LDM 375 and the learner has a BSI other than 1, 4 and 5, or no BSI at all.
    Read as: the published text also names "not returned"; the service of 2020-21 did not look for that. We follow the
    text. All statuses count, whatever their dates.
    """
    if not any(has_fam(aim, "LDM", WORK_ACADEMY) for aim in learner.LearningDelivery):
        return False
    received = benefits(learner)
    return not received or any(code is not None and code not in WORK_RELATED for code in received)
