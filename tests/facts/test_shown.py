from datetime import date

from openlet.facts.shown import prepared_on, year_end
from tests.make import aim, given, learner


def test_days_of_the_return_whatever_the_rule_is_on() -> None:
    of = given(year="2024-25", as_of=date(2025, 1, 10))
    assert year_end(aim(), learner(), of) == date(2025, 7, 31)
    assert year_end(learner(), of) == date(2025, 7, 31)
    assert prepared_on(aim(), learner(), of) == date(2025, 1, 10)
