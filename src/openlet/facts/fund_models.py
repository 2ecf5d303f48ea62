"""Which funding models an aim may have."""

from datetime import date

from openlet.facts.given import Given
from openlet.spec.scheme import terms

CHANGED_ON: date = terms()["fund_models"]["changed_on"]


def allowed_fund_models(start: date | None, given: Given) -> frozenset[int]:
    """The funding models that the contract's reading fund_models allows for a start (AMB-13); any without a start."""
    readings = given.terms.readings
    if start is None:
        return readings.fund_models_before_2024_08 | readings.fund_models_from_2024_08
    return readings.fund_models_before_2024_08 if start < CHANGED_ON else readings.fund_models_from_2024_08
