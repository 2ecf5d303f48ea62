"""The postcode at the start exists (starts to July 2024)."""

from datetime import date

from openlet.facts.funding import ADULT_SKILLS, COMMUNITY_LEARNING
from openlet.facts.given import Given
from openlet.ilr.identifiers import ZZ99
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official
from openlet.spec.completion import COMPONENT_AIM

FROM, TO = date(2019, 8, 1), date(2024, 7, 31)
LEFT_OUT = (24, 25)  # ProgType: traineeship, apprenticeship


@official(
    "LSDPostcode_01",
    on="LearningDelivery",
    where={"FundModel": (COMMUNITY_LEARNING, ADULT_SKILLS)},
    needs=("postcodes",),
    shows=("LSDPostcode", "LearnAimRef", "LearnStartDate", "FundModel", "ProgType", "AimType"),
    message="The postcode at the start of {LearnAimRef} is {LSDPostcode}: it must be a known postcode of the United "
    "Kingdom. Enter where the learner lived on the start day, or ZZ99 9ZZ if it is not known.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The postcode at the start must be returned and be one that exists.

    Fault where: the aim has funding model 10 or 35, starts from 1 August 2019 to 31 July 2024, and LSDPostcode is
    missing or is not in the ONS Postcode Directory, in use or not any more.
    Except: ZZ99 9ZZ; traineeships and apprenticeships (ProgType 24 or 25); component aims (AimType 3).
    Read as: a new postcode may be missing until the next edition of the directory.
    """
    start, postcode = aim.LearnStartDate, aim.LSDPostcode
    if start is None or not FROM <= start <= TO or aim.AimType == COMPONENT_AIM or aim.ProgType in LEFT_OUT:
        return False
    return postcode is None or (postcode != ZZ99 and not given.areas.exists(postcode))
