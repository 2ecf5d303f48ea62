"""What is coded as a bootcamp is a bootcamp that is known."""

from openlet.facts.aims import SOURCE_OF_FUNDING, aim_kind, fam_codes, has_fam
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

DELIVERY_EXCLUSION: str = terms()["codes"]["delivery_exclusion_dam"]


def funding_sources(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The sources of funding returned."""
    return fam_codes(aim).get("SOF", ())


def area_codes(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The devolved area monitoring codes returned."""
    return fam_codes(aim).get("DAM", ())


@rule(
    "WMCA_LearnAimRef_01",
    on="LearningDelivery",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=2,
    shows=("LearnAimRef",),
    also={"SOF": funding_sources, "DAM": area_codes},
    message="{LearnAimRef} carries SOF {SOF} and DAM {DAM} like a bootcamp, but neither a contract nor the register "
    "knows it, so nothing is claimed for it. Use the aim reference that was generated for you; if it is no bootcamp, "
    "list it under other_aims in the contract file.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 3", "A-059, A-060"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim that is coded like a bootcamp must be one that is known.

    Fault where: an aim has source of funding 112 and DAM 023, and no contract or register knows its reference; or it
    has no reference.
    Except: aims of the contract's list other_aims.
    Read as: ordinary learning has SOF 112 too, so DAM 023 must stand beside it (AMB-09); with the reading scope =
    all_sof_112 such an aim counts as a bootcamp, and NP-04 judges it.
    """
    readings = given.terms.readings
    if aim_kind(aim, given) is not None or aim.LearnAimRef in readings.other_aims:
        return False
    return has_fam(aim, "SOF", SOURCE_OF_FUNDING) and has_fam(aim, "DAM", DELIVERY_EXCLUSION)
