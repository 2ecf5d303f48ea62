"""Money: shares of the price, less the employer's contribution, in whole pence that never add up to too much."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from openlet.contracts.terms import Milestones

M1, M2, M3 = "M1", "M2", "M3"
MILESTONES = (M1, M2, M3)
PENNY = Decimal(1)


def share(milestone: str, terms: Milestones) -> Decimal:
    """The milestone's share of the price."""
    return {M1: terms.m1_share, M2: terms.m2_share, M3: terms.m3_share}[milestone]


def entitlements(price: Decimal, terms: Milestones, contributions: dict[str, Decimal]) -> dict[str, int]:
    """Pence of each milestone, from a price in pounds and the employer's share on each milestone.

    The cumulative entitlement is rounded half up and the differences are paid (AMB-47, C.2), so that the three never
    add up to more than the price less the contribution: 2,999.99 pays 1,200.00, 899.99 and 900.00.
    """
    found = _entitlements(price, terms, *(contributions[milestone] for milestone in MILESTONES))
    return dict(zip(MILESTONES, found, strict=True))


@lru_cache(maxsize=4096)  # a contract has few prices and contributions
def _entitlements(price: Decimal, terms: Milestones, *contributions: Decimal) -> tuple[int, ...]:
    pence: list[int] = []
    exact, paid = Decimal(0), 0
    for milestone, contribution in zip(MILESTONES, contributions, strict=True):
        exact += price * 100 * share(milestone, terms) * (1 - contribution)
        rounded = int(exact.quantize(PENNY, rounding=ROUND_HALF_UP))
        pence.append(rounded - paid)
        paid = rounded
    return tuple(pence)


@lru_cache(maxsize=4096)
def pounds(pence: int) -> str:
    """Pence as pounds with two places: 108000 is "1080.00"."""
    return f"{Decimal(pence) / 100:.2f}"
