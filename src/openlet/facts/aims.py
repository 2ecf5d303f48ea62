"""Which aims are bootcamp aims and milestone aims, and what their codes are."""

import re

from openlet.facts import fact
from openlet.facts.given import MILESTONE_2, MILESTONE_3, Given
from openlet.ilr.partial import CodesOfSome, SomeOf
from openlet.ilr.records import Learner, LearningDelivery
from openlet.spec.scheme import terms

BOOTCAMP, Z2, Z3 = "BC", "Z2", "Z3"
AIM_SHAPE = re.compile(r"Z[0-9]{7}")  # what a WMCA aim reference looks like
SOURCE_OF_FUNDING: str = terms()["codes"]["source_of_funding"]


@fact
def fam_codes(aim: LearningDelivery) -> dict[str, tuple[str, ...]]:
    """The aim's funding and monitoring codes by type, each in the order returned.

    Where the source shows only some types, to ask for another one raises ``NotHere``.
    """
    codes: dict[str, tuple[str, ...]] = {}
    for fam in aim.LearningDeliveryFAM:
        if fam.LearnDelFAMType is not None and fam.LearnDelFAMCode is not None:
            codes[fam.LearnDelFAMType] = (*codes.get(fam.LearnDelFAMType, ()), fam.LearnDelFAMCode)
    held = aim.LearningDeliveryFAM
    return CodesOfSome(codes, held) if isinstance(held, SomeOf) else codes


def has_fam(aim: LearningDelivery, fam_type: str, code: str) -> bool:
    """Whether the aim carries a funding and monitoring code."""
    return code in fam_codes(aim).get(fam_type, ())


@fact
def monitoring_values(aim: LearningDelivery) -> tuple[str, ...]:
    """The aim's provider specified values (``ProvSpecDelMon``, boxes A to D), trimmed; position carries no meaning."""
    values = (box.ProvSpecDelMon for box in aim.ProviderSpecDeliveryMonitoring)
    return tuple(value.strip() for value in values if value is not None and value.strip())


@fact
def aim_kind(aim: LearningDelivery, given: Given) -> str | None:
    """``BC`` for a bootcamp aim, ``Z2`` and ``Z3`` for the milestone aims, None for any other aim.

    A bootcamp aim is one that this contract, another contract of the run or the register names (AMB-09); with the
    reading ``scope = "all_sof_112"`` also every other aim with source of funding 112 that is not in ``other_aims``.
    Without a contract only the milestone aims are known.
    """
    if aim.LearnAimRef == MILESTONE_2:
        return Z2
    if aim.LearnAimRef == MILESTONE_3:
        return Z3
    if given.contract is None or aim.LearnAimRef is None:
        return None
    if aim.LearnAimRef in given.known_aims:
        return BOOTCAMP
    readings = given.contract.readings
    if readings.scope == "all_sof_112" and aim.LearnAimRef not in readings.other_aims:
        return BOOTCAMP if has_fam(aim, "SOF", SOURCE_OF_FUNDING) else None
    return None


@fact
def bootcamp_aims(learner: Learner, given: Given) -> tuple[LearningDelivery, ...]:
    """The learner's bootcamp aims, in the order returned."""
    return tuple(aim for aim in learner.LearningDelivery if aim_kind(aim, given) == BOOTCAMP)


@fact
def milestone_aims(learner: Learner, given: Given) -> tuple[LearningDelivery, ...]:
    """The learner's Z0010211 and Z0010212 aims, in the order returned."""
    return tuple(aim for aim in learner.LearningDelivery if aim_kind(aim, given) in (Z2, Z3))


@fact
def is_bootcamp_learner(learner: Learner, given: Given) -> bool:
    """Whether the learner has any bootcamp or milestone aim, so that WMCA's rules concern them.

    So they do for a learner who is being entered and has no aim yet (A-030).
    """
    if given.being_entered and not learner.LearningDelivery:
        return True
    return any(aim_kind(aim, given) for aim in learner.LearningDelivery)


@fact
def named_bootcamps(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The different bootcamp aim references that an aim's provider specified values name, in order.

    A value counts as one if a contract or the register knows it, if the learner has a bootcamp aim of that reference,
    or if it has the shape of a WMCA aim reference (A-088, AMB-20). Anything else is the provider's own business (A.2).
    """
    own = {other.LearnAimRef for other in bootcamp_aims(learner, given)}
    named = (
        value
        for value in monitoring_values(aim)
        if value in given.known_aims or value in own or AIM_SHAPE.fullmatch(value)
    )
    return tuple(dict.fromkeys(value for value in named if value not in (MILESTONE_2, MILESTONE_3)))


def named_bootcamp(aim: LearningDelivery, learner: Learner, given: Given) -> str | None:
    """The one bootcamp that a milestone aim names; None if it names none or several (AMB-20)."""
    named = named_bootcamps(aim, learner, given)
    return named[0] if len(named) == 1 else None
