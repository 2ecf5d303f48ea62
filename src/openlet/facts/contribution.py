"""What an employer contributes to an aim."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from openlet.facts import fact
from openlet.facts.aims import bootcamp_aims, fam_codes, monitoring_values, named_bootcamp
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery

FULLY_FUNDED, CO_FUNDED = "1", "2"


@fact
def contributions(aim: LearningDelivery, given: Given) -> tuple[Decimal, ...]:
    """The different employer contributions that an aim's provider specified values record, as shares of the price.

    The text is compared without case and with runs of blanks as one (AMB-19); with the reading
    ``contribution_match = "exact"`` it must stand exactly as in the contract.
    """
    values = monitoring_values(aim)
    if not values:
        return ()
    found = (_rate(value, given) for value in values)
    return tuple(dict.fromkeys(rate for rate in found if rate is not None))


def contribution_texts(aim: LearningDelivery, given: Given) -> tuple[str, ...]:
    """The different provider specified values that are a contribution of the contract, as written."""
    return tuple(dict.fromkeys(value for value in monitoring_values(aim) if _rate(value, given) is not None))


def contributions_written(aim: LearningDelivery, given: Given) -> tuple[str, ...]:
    """The provider specified values that are a contribution of the contract, or speak of one, as written."""
    return tuple(
        value
        for value in monitoring_values(aim)
        if _rate(value, given) is not None or "contribution" in value.casefold()
    )


def contribution(aim: LearningDelivery, given: Given) -> Decimal | None:
    """The employer's share of the price that an aim records, or None; None also if it records two different ones."""
    found = contributions(aim, given)
    return found[0] if len(found) == 1 else None


@fact
def funding_indicators(aim: LearningDelivery) -> frozenset[str]:
    """The aim's full or co-funding indicators (FFI): there should be exactly one."""
    return frozenset(fam_codes(aim).get("FFI", ()))


def contribution_disagrees(aim: LearningDelivery, given: Given) -> bool:
    """Whether the funding indicator and the contribution text contradict each other (A-079, A-162, AMB-45).

    FFI 2 needs exactly one contribution, FFI 1 or none needs no contribution, and both 1 and 2 always disagree.
    """
    recorded = contributions(aim, given)
    indicators = funding_indicators(aim)
    if len(recorded) > 1 or {FULLY_FUNDED, CO_FUNDED} <= indicators:
        return True
    return (CO_FUNDED in indicators) != bool(recorded)


def _rate(value: str, given: Given) -> Decimal | None:
    exact = given.terms.readings.contribution_match == "exact"
    return _rates(given).get(value if exact else _plain(value))


@lru_cache(maxsize=64)
def _rates(given: Given) -> dict[str, Decimal]:
    """The contract's contributions by their text, as it is compared."""
    exact = given.terms.readings.contribution_match == "exact"
    return {text if exact else _plain(text): rate for text, rate in given.terms.contributions.items()}


def inexact_contributions(aim: LearningDelivery, given: Given) -> tuple[str, ...]:
    """The provider specified values that speak of a contribution, but not exactly as the contract does (AMB-19)."""
    texts = given.terms.contributions
    return tuple(value for value in monitoring_values(aim) if value not in texts and _is_inexact(value, texts))


def bootcamp_contribution(aim: LearningDelivery, learner: Learner, given: Given) -> Decimal | None:
    """The contribution that the bootcamp which a milestone aim names records, the latest of several spells."""
    named = named_bootcamp(aim, learner, given)
    spells = [other for other in bootcamp_aims(learner, given) if other.LearnAimRef == named]
    latest = max(spells, key=lambda spell: spell.LearnStartDate or date.min, default=None)
    return contribution(latest, given) if latest else None


def _is_inexact(value: str, texts: Iterable[str]) -> bool:
    plain = _plain(value)
    return "contribution" in plain or any(plain == _plain(text) for text in texts)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
