"""Short ways to build what the tables of the rules on aims are about. Every default is right."""

from datetime import date
from typing import Any

from openlet.ilr.records import AppFinRecord, Learner, LearningDeliveryFAM, LearningDeliveryWorkPlacement
from tests.make import START, aim, fams, learner


def on_aim(**fields: Any) -> Learner:
    """A learner with one aim, a continuing one of funding model 35 and source of funding 112; ``fields`` override."""
    return learner(aim(**fields))


def with_fams(*pairs: str, **fields: Any) -> Learner:
    """A learner with one aim that has these funding and monitoring codes and no others."""
    return on_aim(LearningDeliveryFAM=fams(*pairs), **fields)


def with_fam(pair: str, first: date | None = None, last: date | None = None, **fields: Any) -> Learner:
    """A learner with one aim that has one funding and monitoring record, which applies from a day to a day."""
    record = LearningDeliveryFAM(
        LearnDelFAMType=pair[:3] or None,
        LearnDelFAMCode=pair[3:] or None,
        LearnDelFAMDateFrom=first,
        LearnDelFAMDateTo=last,
    )
    return on_aim(LearningDeliveryFAM=[record], **fields)


def with_placement(placement: dict[str, Any] | None = None, **fields: Any) -> Learner:
    """A learner with one aim and one work placement on it."""
    usual: dict[str, Any] = {"WorkPlaceStartDate": START, "WorkPlaceHours": 70, "WorkPlaceMode": 2}
    return on_aim(LearningDeliveryWorkPlacement=[LearningDeliveryWorkPlacement(**usual | (placement or {}))], **fields)


def price(**fields: Any) -> AppFinRecord:
    """A financial record of an apprenticeship: the price of the training."""
    usual: dict[str, Any] = {"AFinType": "TNP", "AFinCode": 1, "AFinDate": START, "AFinAmount": 3000}
    return AppFinRecord(**usual | fields)
