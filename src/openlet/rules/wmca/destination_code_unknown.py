"""The WMCA destination code is one of the list."""

from openlet.facts.destinations import written_codes
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, destinations


def unknown(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The values that look like WMCA codes and are none."""
    return tuple(written for written in written_codes(aim) if written not in destinations())


@rule(
    "WMCA_ProvSpecDelMon_02",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=2,
    shows=("LearnAimRef",),
    also={"unknown": unknown},
    message="The provider specified fields of {LearnAimRef} hold {unknown}, which is not a WMCA destination code. "
    "Choose one of the list and write it exactly so, such as WMCA1.1.",
    source=Source(
        GUIDE, "Learning Delivery: Provider Specified Info, item 1; Destination and Progression Recording", "A-128"
    ),
    no_pay_if="destination_missing",
    blocks=("M2", "M3"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A WMCA destination code must be one of the list.

    Fault where: a provider specified field of a bootcamp aim looks like a WMCA code (WMCA and a number, in any case)
    and is not one of the list.
    Read as: a code that is not in the list is no destination, so the reading destination_missing governs it too
    (AMB-18).
    """
    return bool(unknown(aim, learner, given))
