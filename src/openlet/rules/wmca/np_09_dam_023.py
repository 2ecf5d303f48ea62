"""Every bootcamp aim carries DAM 023."""

from openlet.facts.aims import BOOTCAMP, aim_kind, fam_codes, has_fam
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

DELIVERY_EXCLUSION: str = terms()["codes"]["delivery_exclusion_dam"]


def area_codes(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The devolved area monitoring codes returned."""
    return fam_codes(aim).get("DAM", ())


@rule(
    "NP-09",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.NO_PAY,
    shows=("LearnAimRef",),
    also={"DAM": area_codes},
    message="DAM 023 is missing from {LearnAimRef} (its DAM codes: {DAM}). Add the devolved area monitoring code 023.",
    source=Source(GUIDE, "Learning Delivery: Funding and Monitoring, item 3", "A-080"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """Every bootcamp aim must carry the devolved area monitoring code 023.

    Fault where: a bootcamp aim has no DAM 023.
    Read as: on Z0010211 and Z0010212 a missing 023 is a to-do item; with the reading dam023_on_z = "no_pay" it stops
    that milestone (AMB-16).
    """
    if aim_kind(aim, given) != BOOTCAMP and given.terms.readings.dam023_on_z != "no_pay":
        return False
    return not has_fam(aim, "DAM", DELIVERY_EXCLUSION)
