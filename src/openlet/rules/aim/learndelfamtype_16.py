"""A proxy aim is gone by the last returns of a year."""

from openlet.facts.given import Given
from openlet.facts.shown import prepared_on
from openlet.facts.values import is_after
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official
from openlet.spec.years import calendar

LAST_RETURN = "R11"  # the last return in which a proxy aim may stand


@official(
    "LearnDelFAMType_16",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("118",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode"),
    also={"prepared": prepared_on},
    message="The aim is marked as a proxy learning aim (LDM 118), which is refused from return R12 on; this file was "
    "prepared on {prepared}. Enter the real aim reference and remove LDM 118.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A proxy learning aim must not be in the returns R12, R13 and R14.

    Fault where: the aim has the FAM LDM 118 and the return is R12, R13 or R14.
    Read as: the return is told by the day on which the file was prepared: after R11 had closed. Closing days that the
    calendar only infers count too; a year without one is not judged.
    """
    closed = next((one.closes for one in calendar(given.year) if one.period == LAST_RETURN), None)
    return is_after(given.prepared, closed)
