"""Which funding models an aim may have."""

from datetime import date

from openlet.facts.given import Given
from openlet.facts.values import is_listed
from openlet.spec.scheme import terms

CHANGED_ON: date = terms()["fund_models"]["changed_on"]


def allowed_fund_models(start: date | None, given: Given) -> frozenset[int]:
    """The funding models that the contract's reading fund_models allows for a start (AMB-13); any without a start."""
    readings = given.terms.readings
    if start is None:
        return readings.fund_models_before_2024_08 | readings.fund_models_from_2024_08
    return readings.fund_models_before_2024_08 if start < CHANGED_ON else readings.fund_models_from_2024_08


def usual_fund_model(start: date | None, given: Given, own: int | None = None) -> int | None:
    """The funding model to enter on a new aim with a start: one that the reading allows and the year's list has.

    Of these the one that the national rules take too, else ``own`` (that of the bootcamp it belongs to), else the
    lowest; ``own`` where there is none.
    """
    listed = (model for model in sorted(allowed_fund_models(start, given)))
    allowed = [model for model in listed if is_listed("FundModel", model, given.year)]
    preferred = [model for model in (terms()["fund_models"]["entered_from"], own) if model in allowed]
    return next(iter([*preferred, *allowed]), own)
