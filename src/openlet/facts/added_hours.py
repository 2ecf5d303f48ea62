"""Additional delivery hours (``AddHours``), spread over the planned days of an aim."""

from typing import Any

from openlet.facts import fact
from openlet.ilr.records import LearningDelivery

LONG = 60  # AddHours: the rules that take the average mostly let fewer pass
DAYS_A_WEEK = 7


@fact
def hours_a_day(aim: LearningDelivery) -> float | None:
    """The additional hours of an average planned day, first and last day counted.

    None where hours or dates are absent, or the aim is planned to end before it starts.
    """
    if aim.AddHours is None or aim.LearnStartDate is None or aim.LearnPlanEndDate is None:
        return None
    days = (aim.LearnPlanEndDate - aim.LearnStartDate).days + 1
    return aim.AddHours / days if days > 0 else None


def average_hours(aim: LearningDelivery, *above: Any) -> str:
    """For a message: the additional hours of an average planned day, with one decimal."""
    average = hours_a_day(aim)
    return "unknown" if average is None else f"{average:.1f}"
