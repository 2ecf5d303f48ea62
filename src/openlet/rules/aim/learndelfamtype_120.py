"""Free Courses for Jobs from August 2024 need the earnings threshold."""

from openlet.facts.aims import has_fam
from openlet.facts.programmes import started_under_the_fund
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

EARNINGS_THRESHOLD = "391"  # LDM


@official(
    "LearnDelFAMType_120",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("378",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnStartDate"),
    message="The aim, which starts on {LearnStartDate}, has LDM 378 (Free Courses for Jobs), but not LDM 391 "
    "(earnings threshold), which the national service may ask for. Add LDM 391 if it applies, or remove LDM 378.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An aim with LDM 378 that starts on or after 1 August 2024 must have LDM 391 too.

    Fault where: LearnStartDate is on or after 1 August 2024 and the aim has the FAM LDM 378, but not LDM 391.
    Read as: doubtful. Only the online list has the rule, the spreadsheet of version 3 has not, and R148 knows another
    way out; it is built as listed, because what the service may refuse should be seen before.
    """
    return started_under_the_fund(aim) and not has_fam(aim, "LDM", EARNINGS_THRESHOLD)
