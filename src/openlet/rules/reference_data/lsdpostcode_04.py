"""The postcode at the start lies in the area that pays (starts to July 2024)."""

from datetime import date

from openlet.facts.aims import fam_codes
from openlet.facts.exemptions import carries_any
from openlet.facts.fams import codes_of
from openlet.facts.funding import ADULT_SKILLS, COMMUNITY_LEARNING
from openlet.facts.given import Given
from openlet.facts.places import is_paid_for_by
from openlet.ilr.identifiers import ZZ99
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM, TO = date(2021, 8, 1), date(2024, 7, 31)
EXEMPT = ("RES", "DAM001")  # restarts, learners from outside the area


@official(
    "LSDPostcode_04",
    on="LearningDelivery",
    where={"FundModel": (COMMUNITY_LEARNING, ADULT_SKILLS)},
    needs=("areas",),
    shows=("LSDPostcode", "LearnAimRef", "LearnStartDate", "FundModel"),
    also={"SOF": codes_of("SOF")},
    message="The learner lived at {LSDPostcode} when {LearnAimRef} started on {LearnStartDate}, which is not in the "
    "area of the source of funding {SOF}. Correct the postcode or the source of funding, or enter DAM 001 if the "
    "authority has agreed to the learner.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The learner must have lived in the area of the authority that pays.

    Fault where: the aim has funding model 10 or 35, starts from 1 August 2021 to 31 July 2024, and LSDPostcode does not
    belong to the authority of the aim's source of funding (SOF) on the start day.
    Except: restarts (RES); out of area learners (DAM 001); ZZ99 9ZZ; no LSDPostcode; aims without SOF.
    Read as: with the devolved postcode file, as it says; without it only source of funding 112 is judged, by the
    councils of the WMCA in the ONS Postcode Directory, and a postcode that is not known there is left to
    LSDPostcode_01. The exceptions are joined with "and" in the text; any one of them is taken to be enough, as in
    LSDPostcode_06.
    """
    start, postcode = aim.LearnStartDate, aim.LSDPostcode
    if start is None or not FROM <= start <= TO or postcode in (None, ZZ99) or carries_any(aim, EXEMPT):
        return False
    return any(is_paid_for_by(postcode, source, start, given) is False for source in fam_codes(aim).get("SOF", ()))
