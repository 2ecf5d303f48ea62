"""Where a learner lived when the aim started."""

from openlet.facts.given import Given
from openlet.ilr.identifiers import ZZ99
from openlet.ilr.records import LearningDelivery


def start_area(aim: LearningDelivery, given: Given) -> str | None:
    """The area of ``LSDPostcode``: ``WMCA``, ``WM_OTHER`` or ``OTHER``; None where it is absent or not known."""
    return None if aim.LSDPostcode is None else given.areas.area(aim.LSDPostcode)


def start_postcode_unknown(aim: LearningDelivery) -> bool:
    """Whether the provider itself says that the start postcode is not known (ZZ99 9ZZ)."""
    return aim.LSDPostcode == ZZ99
