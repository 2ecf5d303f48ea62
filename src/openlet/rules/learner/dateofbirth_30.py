"""A learner of 19 to 24 with an education, health and care plan is funded as 16 to 19."""

from openlet.facts.ages import age_on_31_august
from openlet.facts.aims import fam_codes
from openlet.facts.fams import codes_of
from openlet.facts.funding import (
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    AGED_16_TO_19,
    OTHER_16_TO_19,
    OTHER_ADULT,
    is_apprenticeship,
    is_in_custody,
)
from openlet.facts.given import Given
from openlet.facts.learner_fams import learner_fam_codes
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

PLAN = "EHC"
FUNDED_AS_16_TO_19 = "107"  # SOF
AGES = range(19, 25)


@official(
    "DateOfBirth_30",
    on="LearningDelivery",
    where={"FundModel": (AGED_16_TO_19, ADULT_SKILLS, ADULT_SKILLS_FUND, OTHER_ADULT, OTHER_16_TO_19)},
    shows=("DateOfBirth", "FundModel"),
    also={"SOF": codes_of("SOF")},
    message="The learner, born on {DateOfBirth}, is 19 to 24 and has an education, health and care plan, but the "
    "source of funding of this aim is {SOF}. The national service accepts only 107 (16 to 19) for such a learner: "
    "check the date of birth and the plan (EHC) before you change the funding.",
    reads=("LearnerFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner of 19 to 24 with an education, health and care plan must be funded as 16 to 19.

    Fault where: the learner is 19 to 24 on 31 August of the year of the return and has a LearnerFAM EHC, the funding
    model is 25, 35, 38, 81 or 82, and a source of funding other than 107 is recorded.
    Except: apprenticeships; offenders in custody (LDM 034).
    Read as: an aim without any source of funding is another rule's business. SOF 112 is not excepted, so a bootcamp
    learner with such a plan is refused.
    """
    if PLAN not in learner_fam_codes(learner) or age_on_31_august(learner, given) not in AGES:
        return False
    others = any(source != FUNDED_AS_16_TO_19 for source in fam_codes(aim).get("SOF", ()))
    return others and not is_apprenticeship(aim) and not is_in_custody(aim)
