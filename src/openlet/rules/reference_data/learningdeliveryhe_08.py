"""Prescribed higher education of other providers has its HE record."""

from openlet.facts.exemptions import carries_any
from openlet.facts.given import Given
from openlet.facts.lars import is_prescribed_higher_education
from openlet.facts.providers import is_college, is_registered_with_ofs, is_university
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

EXEMPT = ("LDM352",)  # records made by HESA


@official(
    "LearningDeliveryHE_08",
    on="LearningDelivery",
    needs=("lars", "organisation types"),
    shows=("LearnAimRef",),
    message="{LearnAimRef} is prescribed higher education and you are on the Office for Students register, so it "
    "should have a Learning Delivery HE record. Enter one.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A provider on the Office for Students register should return the HE record for prescribed higher education.

    Fault where: the aim is prescribed higher education in LARS, the provider is not a college or another grant funded
    type, but on the Office for Students register, and the aim has no LearningDeliveryHE.
    Except: records made by HESA (LDM 352); universities.
    """
    if aim.LearningDeliveryHE is not None or carries_any(aim, EXEMPT):
        return False
    if is_college(given) or is_university(given) or not is_registered_with_ofs(given):
        return False
    return is_prescribed_higher_education(aim.LearnAimRef, given)
