"""Starts against the contract and against the profile by month, with WMCA's tolerances."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from openlet.ilr.records import Learner
from openlet.reports.forecast import forecast
from openlet.reports.tables import Report
from tests.make import CONTRACT, aim, contract, learner
from tests.reports.asking import judge, only, pick, returned, rows

ULNS = (1000000027, 1000000035, 1000000043, 1000000051, 1000000060)
WITH_PLACES = CONTRACT.replace("ukprn = 10999991", "ukprn = 10999991\nmax_learners = 5").replace(
    'price_per_learner = "3000.00"', 'price_per_learner = "3000.00"\nlearners = 3'
)
MAY, JUNE = date(2024, 5, 1), date(2024, 6, 3)


def people(*starts: date, **fields: Any) -> list[Learner]:
    return [
        learner(aim(LearnStartDate=start, **fields), LearnRefNumber=f"L{number}", ULN=ULNS[number])
        for number, start in enumerate(starts)
    ]


def asked(*learners: Learner, rates: str = "", **how: Any) -> Report:
    prepared = how.pop("prepared", date(2024, 8, 20))
    how.setdefault("contracts", [contract(text=WITH_PLACES)])
    return forecast(judge(returned(*learners, prepared=prepared, year=how.pop("year", "2023-24")), rates=rates, **how))


def profile(**months: int) -> str:
    return "".join(
        f'[[profile]]\nlearn_aim_ref = "Z0020001"\nmonth = "{month.replace("_", "-")[1:]}"\nstarts = {starts}\n'
        for month, starts in months.items()
    )


def test_each_bootcamp_says_how_many_started_and_what_the_places_left_are_worth() -> None:
    row = only(rows(asked(*people(MAY, JUNE)), "forecast-starts"), bootcamp_ref="Z0020001")
    assert {name: row[name] for name in list(row)[4:]} == {
        "bootcamp_ref": "Z0020001",
        "bootcamp": "Example data bootcamp",
        "last_start": date(2025, 3, 31),
        "days_left_to_start": 223,
        "learners_in_contract": 3,
        "started": 2,
        "past_day_14": 2,
        "in_learning": 2,
        "started_percent": Decimal("66.7"),
        "places_left": 1,
        "above_contract": 0,
        "value_of_places_left": Decimal("3000.00"),
    }


def test_all_bootcamps_together_are_held_against_the_contracts_learners() -> None:
    report = asked(*people(MAY, JUNE), *[learner(aim(LearnAimRef="Z0020002"), LearnRefNumber="X", ULN=ULNS[4])])
    row = only(rows(report, "forecast-starts"), bootcamp_ref="all")
    assert (row["learners_in_contract"], row["started"], row["places_left"]) == (5, 3, 2)


def test_more_than_the_contract_has_is_said_apart() -> None:
    row = only(rows(asked(*people(MAY, MAY, MAY, JUNE)), "forecast-starts"), bootcamp_ref="Z0020001")
    assert (row["started"], row["places_left"], row["above_contract"]) == (4, 0, 1)
    assert row["value_of_places_left"] == Decimal("0.00")


def test_places_that_nobody_can_start_on_any_more_are_worth_nothing() -> None:
    report = asked(*people(MAY), as_of=date(2025, 4, 1))
    row = only(rows(report, "forecast-starts"), bootcamp_ref="Z0020001")
    assert (row["days_left_to_start"], row["places_left"], row["value_of_places_left"]) == (0, 2, None)


def test_a_contract_without_numbers_of_learners_has_blanks() -> None:
    report = asked(*people(MAY), contracts=[contract()])
    row = only(rows(report, "forecast-starts"), bootcamp_ref="Z0020001")
    assert (row["learners_in_contract"], row["started_percent"], row["places_left"]) == (None, None, None)
    assert row["started"] == 1


def test_two_spells_of_a_learner_on_one_bootcamp_are_one_start() -> None:
    first = aim(CompStatus=6, LearnActEndDate=date(2024, 5, 20), Outcome=3)
    again = aim(AimSeqNumber=2, LearnStartDate=JUNE)
    report = asked(learner(first, again))
    assert only(rows(report, "forecast-starts"), bootcamp_ref="Z0020001")["started"] == 1
    months = pick(rows(report, "forecast-starts-by-month"), bootcamp_ref="Z0020001")
    assert [(row["month"], row["started"]) for row in months] == [("2024-05", 1)]


def test_a_start_that_has_not_come_is_no_start() -> None:
    assert only(rows(asked(*people(date(2024, 9, 2))), "forecast-starts"), bootcamp_ref="Z0020001")["started"] == 0


def test_months_run_from_the_first_start_or_profile_to_the_last_with_sums() -> None:
    rates = profile(m2024_05=2, m2024_07=1, m2024_09=2)
    found = pick(
        rows(asked(*people(MAY, JUNE, JUNE), rates=rates), "forecast-starts-by-month"), bootcamp_ref="Z0020001"
    )
    assert [
        (row["month"], row["started"], row["profile"], row["cumulative_started"], row["cumulative_profile"])
        for row in found
    ] == [
        ("2024-05", 1, 2, 1, 2),
        ("2024-06", 2, 0, 3, 2),
        ("2024-07", 0, 1, 3, 3),
        ("2024-08", 0, 0, 3, 3),
        ("2024-09", None, 2, None, 5),  # still to come
    ]
    assert [(row["difference"], row["difference_percent"]) for row in found] == [
        (-1, Decimal("-50.0")), (1, Decimal("50.0")), (0, Decimal("0.0")), (None, None), (None, None),
    ]  # fmt: skip
    assert pick(rows(asked(*people(MAY), rates=rates), "forecast-starts-by-month"), bootcamp_ref="all", month="2024-05")


def test_without_a_profile_there_are_only_starts() -> None:
    (row,) = pick(rows(asked(*people(MAY)), "forecast-starts-by-month"), bootcamp_ref="Z0020001")
    assert (row["started"], row["profile"], row["difference"], row["within_tolerance"]) == (1, None, None, None)


@pytest.mark.parametrize(
    ("month", "planned", "as_of", "said"),
    [
        pytest.param("2024-11", 1, date(2024, 12, 5), ("2024-25 R04 (inferred)", 15, True), id="as planned"),
        pytest.param("2024-11", 2, date(2024, 12, 5), ("2024-25 R04 (inferred)", 15, False), id="half, 15 % allowed"),
        pytest.param("2025-03", 1, date(2025, 4, 4), ("2024-25 R08 (inferred)", 10, True), id="R08 allows 10 %"),
        pytest.param("2024-10", 2, date(2024, 12, 5), (None, None, None), id="R03 has no tolerance"),
        pytest.param("2024-07", 1, date(2024, 8, 6), ("2023-24 R12 (inferred)", 5, True), id="July is R12's at first"),
        pytest.param("2024-07", 1, date(2024, 8, 7), ("2023-24 R14", 0, True), id="and R14's for good"),
        pytest.param("2024-07", 1, date(2025, 8, 7), ("2023-24 R14", 0, True), id="and stays so"),
    ],
)
def test_the_return_that_reports_a_month_has_its_tolerance(
    month: str, planned: int, as_of: date, said: tuple[str | None, int | None, bool | None]
) -> None:
    start = date(int(month[:4]), int(month[5:]), 10)
    rates = profile(**{f"m{month.replace('-', '_')}": planned})
    report = asked(*people(start, LearnPlanEndDate=date(2025, 7, 31)), rates=rates, prepared=as_of)
    row = only(rows(report, "forecast-starts-by-month"), bootcamp_ref="Z0020001", month=month)
    assert (row["reported_by"], row["tolerance_percent"], row["within_tolerance"]) == said


def test_whoever_is_counted_as_started_has_a_line() -> None:
    people = [learner(aim(LearnStartDate=date(2024, 5, day)), LearnRefNumber=f"L{day}", ULN=day) for day in (1, 2)]
    report = forecast(judge(returned(*people, learner(aim(LearnAimRef="Z9999999"), LearnRefNumber="X", ULN=9))))
    listed = rows(report, "forecast-started")
    assert [(row["learn_ref_number"], row["month"], row["in_learning"]) for row in listed] == [
        ("L1", "2024-05", True),
        ("L2", "2024-05", True),
    ]
    assert only(rows(report, "forecast-starts"), bootcamp_ref="all")["started"] == len(listed)


def test_starts_of_one_bootcamp_do_not_stand_against_the_plan_of_another() -> None:
    two = [learner(aim(), LearnRefNumber="A", ULN=1), learner(aim(LearnAimRef="Z0020002"), LearnRefNumber="B", ULN=2)]
    plan = '[[profile]]\nlearn_aim_ref = "Z0020001"\nmonth = "2024-05"\nstarts = 1\n'
    found = rows(forecast(judge(returned(*two), rates=plan)), "forecast-starts-by-month")
    assert only(found, bootcamp_ref="Z0020001", month="2024-05")["difference"] == 0
    assert {row["profile"] for row in pick(found, bootcamp_ref="all")} == {None}
