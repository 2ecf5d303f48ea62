"""Windows that close: the last safe date of each learner, why then, and the return that can still carry it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from openlet.ilr.records import LearningDelivery
from openlet.reports.forecast import forecast
from openlet.spec.years import calendar, year_of
from tests.make import aim, contract, fams, finished, learner, milestone
from tests.reports.asking import Returned, Row, judge, only, pick, returned, rows

RATES = '[rates]\nm1 = "1"\nm2 = "1"\nm3 = "1"\n'
ENDED = date(2024, 7, 31)
LAST = date(2025, 1, 31)  # six months later


def windows(*returns: Returned, **how: Any) -> list[Row]:
    return rows(forecast(judge(*returns, rates=RATES, **how)), "forecast-windows")


def of(*aims: LearningDelivery, **how: Any) -> list[Row]:
    return windows(returned(learner(*aims)), **how)


def test_a_line_says_what_is_wanted_by_when_why_and_which_returns_can_carry_it() -> None:
    row = only(of(finished(), milestone(), as_of=date(2024, 12, 20)), milestone="M3")
    assert {name: row[name] for name in list(row)[8:]} == {
        "milestone": "M3",
        "stage": "Milestone 2 reached, no job offer yet",
        "value": Decimal("900.00"),
        "what_is_wanted": "a job or equivalent, offered by then, and Z0010212 returned",
        "last_safe_date": LAST,
        "why_then": "6 months after the end, 31 July 2024",
        "days_left": 42,
        "within_days": 60,
        "next_return": "2024-25 R05 (inferred), closes 2025-01-07",
        "return_for_last_safe_date": "2024-25 R06 (inferred), closes 2025-02-06",
        "last_return": "2024-25 R14, closes 2025-10-23",
        "for_the_year_before": None,
    }


@pytest.mark.parametrize(
    ("before", "within"),
    [(61, None), (60, 60), (31, 60), (30, 30), (15, 30), (14, 14), (0, 14)],
)
def test_the_narrowest_of_60_30_and_14_days_is_named(before: int, within: int | None) -> None:
    row = only(of(finished(), milestone(), as_of=LAST - timedelta(days=before)), milestone="M3")
    assert (row["days_left"], row["within_days"]) == (before, within)


def test_the_day_after_the_last_safe_date_nothing_is_left() -> None:
    assert of(finished(), milestone(), as_of=LAST + timedelta(days=1)) == []


def test_milestone_2_has_to_be_claimed_while_milestone_3_needs_it() -> None:
    row = only(of(finished()), milestone="M2")
    assert row["last_safe_date"] == LAST
    assert row["why_then"] == "Milestone 3 needs Z0010211; 6 months after the end, 31 July 2024"
    assert only(of(finished()), milestone="M3")["what_is_wanted"] == (
        "a job or equivalent, offered by then, and Z0010212 returned (and Z0010211)"
    )


def test_once_milestone_3_is_gone_the_guide_sets_no_last_day_for_milestone_2() -> None:
    row = only(of(finished(), as_of=LAST + timedelta(days=1)), milestone="M2")
    assert (row["last_safe_date"], row["days_left"], row["within_days"]) == (None, None, None)
    assert row["why_then"] == "the guide sets no last day for Milestone 2"


def test_the_contracts_last_day_for_milestone_aims_counts() -> None:
    found = of(finished(), readings="milestone_latest = 2024-11-30")
    assert [row["last_safe_date"] for row in found] == [date(2024, 11, 30)] * 2
    assert only(found, milestone="M3")["why_then"] == "the contract's last day for milestone aims"


def test_while_the_learner_goes_on_the_planned_end_counts_to_be_safe_even_if_it_has_passed() -> None:
    row = only(of(aim(LearnPlanEndDate=date(2024, 8, 1))), milestone="M3")
    assert row["last_safe_date"] == date(2025, 2, 1)
    assert row["why_then"] == "6 months after the planned end, 1 August 2024"


def test_where_even_that_has_passed_the_end_has_to_be_returned_first() -> None:
    found = windows(returned(learner(aim(LearnPlanEndDate=ENDED)), year="2024-25", prepared=date(2025, 2, 6)))
    row = only(found, milestone="M3")
    assert row["last_safe_date"] is None
    assert (
        row["why_then"]
        == "not known: the planned end has passed or cannot be right; put it right or return the end first"
    )


def test_an_offer_of_the_year_before_must_be_in_its_last_return() -> None:
    """Ended in June 2024: an offer of July belongs to 2023-24, whose last return closes on 17 October 2024."""
    june = finished(LearnActEndDate=date(2024, 6, 28), LearnPlanEndDate=date(2024, 6, 28))
    row = only(of(june, milestone(day=date(2024, 7, 1))), milestone="M3")
    assert row["last_safe_date"] == date(2024, 12, 28)
    assert row["for_the_year_before"] == "an offer dated by 31 July 2024: 2023-24 R14, closes 2024-10-17"
    later = only(of(june, milestone(day=date(2024, 7, 1)), as_of=date(2024, 10, 18)), milestone="M3")
    assert later["for_the_year_before"] is None


def test_what_is_at_risk_has_to_be_put_right_before_r14_closes_the_year() -> None:
    found = of(finished(LearningDeliveryFAM=fams("SOF112", "FFI1")), milestone())
    row = only(found, milestone="M1")
    assert row["last_safe_date"] == date(2024, 10, 17)
    assert row["why_then"] == "2023-24 R14 closes: afterwards nothing of 2023-24 can be changed"
    assert (row["next_return"], row["last_return"]) == (
        "2023-24 R13, closes 2024-09-16", "2023-24 R14, closes 2024-10-17",
    )  # fmt: skip
    both = only(found, milestone="M3")  # the earlier of the two days
    assert both["last_safe_date"] == date(2024, 10, 17)
    assert both["what_is_wanted"] == (
        "what the no-pay and to-do lists say of it, put right and returned; "
        "a job or equivalent, offered by then, and Z0010212 returned"
    )


def test_a_learner_who_goes_on_into_the_next_year_has_to_be_returned_in_it() -> None:
    row = only(of(aim(), as_of=date(2024, 10, 18)), milestone="M3")
    assert str(row["what_is_wanted"]).startswith(
        "the bootcamp, which goes on, returned again in 2024-25: 2023-24 is closed; a job"
    )


def test_after_an_offer_only_the_end_of_the_bootcamp_is_wanted() -> None:
    row = only(of(aim(LearnPlanEndDate=date(2024, 7, 30)), milestone()), milestone="M2")
    assert row["what_is_wanted"] == "the end of the bootcamp returned: completed and achieved"
    assert row["last_safe_date"] == date(2025, 10, 23)  # counted from today, which is in 2024-25


def test_where_the_last_return_of_a_year_is_not_dated_that_is_said() -> None:
    until_r12 = replace(contract(), calendar=calendar(year_of("2025-26"))[:12])
    row = only(
        windows(
            returned(
                learner(finished(LearnStartDate=date(2025, 3, 3), LearnActEndDate=date(2025, 9, 1), FundModel=38,
                                 LearnPlanEndDate=date(2025, 7, 31)), milestone(day=date(2025, 9, 1))),
                year="2025-26", prepared=date(2025, 9, 4),
            ),
            contracts=(until_r12,),
        ),
        milestone="M3",
    )  # fmt: skip
    assert row["last_safe_date"] == date(2026, 3, 1)
    assert row["last_return"] == "not known: not dated"
    assert row["return_for_last_safe_date"] == "2025-26 R07 (inferred), closes 2026-03-05"


def test_what_closes_first_stands_first() -> None:
    soon = learner(finished(LearnActEndDate=date(2024, 7, 2), LearnPlanEndDate=date(2024, 7, 2)), milestone(),
                   LearnRefNumber="Z", ULN=1000000035)  # fmt: skip
    late = learner(finished(), milestone(), LearnRefNumber="A", ULN=1000000043)
    found = windows(returned(soon, late))
    assert [row["learn_ref_number"] for row in found] == ["Z", "A"]


def test_milestone_1_to_come_needs_nothing_but_its_day() -> None:
    assert pick(of(aim(LearnStartDate=date(2024, 8, 12), LearnPlanEndDate=date(2024, 11, 1))), milestone="M1") == []


def test_the_windows_that_close_are_counted_with_their_value_each_span_with_the_narrower_ones() -> None:
    """On 1 January 2025: one offer is due within 14 days, one within 30, one within 60, one later."""
    people = [
        learner(
            finished(LearnActEndDate=end, LearnPlanEndDate=end), milestone(day=end),
            LearnRefNumber=f"L{number}", ULN=uln,
        )
        for number, (uln, end) in enumerate(
            [
                (1000000035, date(2024, 7, 15)),
                (1000000043, date(2024, 7, 31)),
                (1000000051, date(2024, 8, 30)),
                (1000000060, date(2024, 9, 30)),
            ]
        )
    ]  # fmt: skip
    report = forecast(judge(returned(*people, year="2024-25", prepared=date(2025, 1, 1)), rates=RATES))
    found = pick(rows(report, "forecast-closing"), milestone="M3")
    assert [(row["within_days"], row["milestones"], row["learners"], row["value"]) for row in found] == [
        (14, 1, 1, Decimal("900.00")),
        (30, 2, 2, Decimal("1800.00")),
        (60, 3, 3, Decimal("2700.00")),
    ]
    assert len(rows(report, "forecast-closing")) == 9
