"""An aim's learning support records do not overlap."""

from openlet.facts.overlaps import overlapping
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "R61",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LSF", "ALB")},
    shows=("LearnDelFAMType", "LearnDelFAMDateFrom", "LearnDelFAMDateTo"),
    message="The {LearnDelFAMType} record from {LearnDelFAMDateFrom} begins before the one before it has ended. Enter "
    "the day on which the earlier one ended, before {LearnDelFAMDateFrom}.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """Learning support on an aim must have ended before it begins again.

    Fault where: of the aim's records of type LSF, or of type ALB, in the order of their LearnDelFAMDateFrom, the one
    before this has no LearnDelFAMDateTo, or one on or after this record's LearnDelFAMDateFrom.
    Except: records without a date from.
    Read as: the published text speaks of a date to after the next date from; the agency's service of 2020-21 also
    refused the same day, and so do we, because R106 counts support on every day.
    """
    return fam in overlapping(aim, fam.LearnDelFAMType or "")
