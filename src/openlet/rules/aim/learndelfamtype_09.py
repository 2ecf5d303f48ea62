"""Adult skills are paid by the national adult budget or an authority."""

from openlet.facts.aims import fam_codes
from openlet.facts.fams import ADULT_SOURCE, codes_of, is_authority_funded
from openlet.facts.funding import (
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    APPRENTICESHIPS,
    COMMUNITY_LEARNING,
    OTHER_ADULT,
    TAILORED_LEARNING,
)
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

ADULT = (COMMUNITY_LEARNING, TAILORED_LEARNING, ADULT_SKILLS, APPRENTICESHIPS, ADULT_SKILLS_FUND, OTHER_ADULT)


@official(
    "LearnDelFAMType_09",
    on="LearningDelivery",
    where={"FundModel": ADULT},
    shows=("FundModel",),
    also={"sources": codes_of("SOF")},
    message="The source of funding of the aim (funding model {FundModel}) is {sources}; it must be 105 or a combined "
    "authority's. Enter 112 for an aim that WMCA pays for.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An adult aim must have the source of funding 105 or that of a combined authority.

    Fault where: FundModel is 10, 11, 35, 36, 38 or 81, the aim has a FAM SOF, and none of its codes is 105 or 110 to
    120.
    Read as: no source at all is LearnDelFAMType_01's business. The authorities that came with 2025-26 (121 to 123) are
    not in the derived item DD35 as it is published, so they do not count here.
    """
    sources = fam_codes(aim).get("SOF", ())
    return bool(sources) and ADULT_SOURCE not in sources and not is_authority_funded(aim)
