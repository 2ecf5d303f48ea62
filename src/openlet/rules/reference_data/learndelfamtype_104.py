"""A monitoring code (LDM) is not used before it begins."""

from datetime import date

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official
from openlet.spec.codes import codes

LEFT_OUT = ("368", "369")


def first_day(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner, given: Given) -> date | None:
    """The first day of the code in the list of the year, or None where it is not known."""
    code = codes("LearnDelFAMCode", given.year).get((fam.LearnDelFAMType, str(fam.LearnDelFAMCode)))
    return code.valid_from if code else None


@official(
    "LearnDelFAMType_104",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnStartDate"),
    also={"first_day": first_day},
    message="{LearnDelFAMType} {LearnDelFAMCode} may be used for starts from {first_day}, but the aim started on "
    "{LearnStartDate}. Choose a code that was valid then, or remove it.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A monitoring code must have begun when the aim starts.

    Fault where: the first valid day of an LDM code in the code list is after LearnStartDate.
    Except: LDM 368 and 369; codes whose first day is not known.
    Read as: the list of LDM codes is not complete, so a code is never refused because it is missing from it.
    """
    first, start = first_day(fam, aim, learner, given), aim.LearnStartDate
    return first is not None and start is not None and start < first and fam.LearnDelFAMCode not in LEFT_OUT
