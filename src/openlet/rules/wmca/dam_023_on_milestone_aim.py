"""Z0010211 and Z0010212 carry DAM 023."""

from openlet.facts.aims import fam_codes, has_fam
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

DELIVERY_EXCLUSION: str = terms()["codes"]["delivery_exclusion_dam"]


def area_codes(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The devolved area monitoring codes returned."""
    return fam_codes(aim).get("DAM", ())


@rule(
    "WMCA_LearnDelFAMType_03",
    on="LearningDelivery",
    about="milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnAimRef",),
    also={"DAM": area_codes},
    message="DAM 023 is missing from {LearnAimRef} (its DAM codes: {DAM}). Add it, as on the bootcamp aim.",
    source=Source(GUIDE, "Learning Delivery: Funding and Monitoring, item 3", "A-080"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """Milestone aims should carry DAM 023 like the bootcamp.

    Fault where: Z0010211 or Z0010212 has no DAM 023, and the reading dam023_on_z is todo.
    Except: where the reading dam023_on_z is no_pay: that is NP-09.
    Read as: the guide asks for it on all bootcamp learning aims, which milestone aims may or may not be (AMB-16).
    """
    return given.terms.readings.dam023_on_z == "todo" and not has_fam(aim, "DAM", DELIVERY_EXCLUSION)
