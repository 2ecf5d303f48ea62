"""What several messages show of the return. Each takes what a rule takes that ends with ``Given``."""

from datetime import date
from typing import Any


def year_end(*asked: Any) -> date:
    """The last day of the year of the return (31 July)."""
    last_day: date = asked[-1].year.last_day
    return last_day


def prepared_on(*asked: Any) -> date:
    """The day on which the file was prepared."""
    prepared: date = asked[-1].prepared
    return prepared
