"""The forecast: an example worked by hand, where each rate comes from, and what is never counted."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from openlet.ilr.identifiers import with_check_digit
from openlet.ilr.records import Learner
from openlet.reports.about import about
from openlet.reports.cash import OWN_HISTORY, SHORT_HISTORY, WHOLE_HISTORY
from openlet.reports.forecast import PARTS, forecast, rates_wanting
from openlet.reports.payments import payments
from openlet.reports.tables import Report
from tests.make import AS_OF, CONTRACT, aim, contract, fams, finished, learner, milestone
from tests.reports.asking import OTHER_CONTRACT, Returned, Row, entry, judge, only, pick, returned, rows

RATES = '[rates]\nm1 = "0.90"\nm2 = "0.70"\nm3 = "0.50"\n'
A, B, C = 1000000035, 1000000043, 1000000051
NOTHING = Decimal("0.00")


def pounds(text: str) -> Decimal:
    return Decimal(text)


def person(letter: str, uln: int, *aims: Any, **fields: Any) -> Learner:
    return learner(*aims, LearnRefNumber=letter, ULN=uln, **fields)


def asked(*returns: Returned, rates: str | None = RATES, **how: Any) -> Report:
    return forecast(judge(*returns, rates=rates, **how))


def month(report: Report, name: str) -> Row:
    return only(rows(report, "forecast"), month=name)


def total(report: Report) -> Row:
    return month(report, "total")


def one(report: Report, **wanted: Any) -> Row:
    """One line of the table by milestone."""
    return only(rows(report, "forecast-milestones"), **wanted)


# The example. A bootcamp for £3,000.00, so Milestones of £1,200.00, £900.00 and £900.00; judged on 20 August 2024.
#
# A  started on 12 August, planned to end on 1 November: day 14 is 26 August.
#    M1 1200 x 0.9         = 1080.00 on 26 August   in 2024-25 R01, which closes on 5 September
#    M2  900 x 0.9 x 0.7   =  567.00 on  1 November in 2024-25 R03, which closes on 6 November
#    M3  900 x 0.63 x 0.5  =  283.50 on  1 May      in 2024-25 R09, which closes on 7 May
# B  started on 1 May, planned to end on 30 September, in learning.
#    M1 1200 payable now: 2023-24 R13 closes on 16 September
#    M2  900 x 0.7         =  630.00 on 30 September in 2024-25 R02, which closes on 4 October
#    M3  900 x 0.7 x 0.5   =  315.00 on 30 March     in 2024-25 R08, which closes on 4 April
# C  ended on 31 July, interview offered on 5 August.
#    M1 and M2 payable now 2100; M3 900 x 0.5 = 450.00 on 31 January in 2024-25 R06, which closes on 6 February


@pytest.fixture(scope="module")
def example() -> Report:
    old = returned(person("B", B, aim()), person("C", C, finished(), milestone()))
    late = aim(LearnStartDate=date(2024, 8, 12), LearnPlanEndDate=date(2024, 11, 1), FundModel=38)
    return asked(old, returned(person("A", A, late), year="2024-25"))


def test_each_month_is_what_the_example_comes_to_by_hand(example: Report) -> None:
    wanted = {
        "paid before": ("0.00", "0.00"),
        "2024-08": ("0.00", "0.00"),
        "2024-09": ("4380.00", "4380.00"),  # 3300 payable and 1080
        "2024-10": ("630.00", "5010.00"),
        "2024-11": ("567.00", "5577.00"),
        "2024-12": ("0.00", "5577.00"),
        "2025-01": ("0.00", "5577.00"),
        "2025-02": ("450.00", "6027.00"),
        "2025-03": ("0.00", "6027.00"),
        "2025-04": ("315.00", "6342.00"),
        "2025-05": ("283.50", "6625.50"),
        "total": ("6625.50", "6625.50"),
    }
    found = rows(example, "forecast")
    assert {str(row["month"]): (str(row["expected"]), str(row["cumulative_expected"])) for row in found} == wanted
    assert [row["month"] for row in found] == list(wanted)


def test_what_is_payable_now_and_each_milestone_stand_in_columns_of_their_own(example: Report) -> None:
    assert [str(month(example, "2024-09")[part]) for part in PARTS] == [
        "0.00", "3300.00", "0.00", "1080.00", "0.00", "0.00", "4380.00", "4500.00", "3300.00",
    ]  # fmt: skip
    assert [str(total(example)[part]) for part in PARTS] == [
        "0.00", "3300.00", "0.00", "1080.00", "1197.00", "1048.50", "6625.50", "9000.00", "3300.00",
    ]  # fmt: skip


def test_best_is_all_that_can_come_and_worst_what_is_due_already(example: Report) -> None:
    summary = only(rows(example, "forecast-summary"))
    assert (summary["best"], summary["worst"]) == (pounds("9000.00"), pounds("3300.00"))
    assert (summary["to_come"], summary["at_risk"], summary["lost"]) == (pounds("5700.00"), NOTHING, NOTHING)


def test_every_month_to_the_end_of_the_payment_tail_has_its_line_and_its_returns(example: Report) -> None:
    assert month(example, "2024-09")["returns"] == (
        "2023-24 R13, closes 2024-09-16; 2024-25 R01 (inferred), closes 2024-09-05"
    )
    assert only(rows(example, "forecast-summary"))["last_month"] == "2025-05"


def test_a_line_by_milestone_says_what_day_return_and_rates_it_rests_on(example: Report) -> None:
    row = one(example, learn_ref_number="A", milestone="M3")
    assert {name: row[name] for name in list(row)[4:]} == {
        "learn_ref_number": "A",
        "uln": A,
        "bootcamp_ref": "Z0020001",
        "bootcamp_start": date(2024, 8, 12),
        "milestone": "M3",
        "stage": "before day 14",
        "value": pounds("900.00"),
        "counted_on": date(2025, 5, 1),
        "carried_by": "2024-25 R09 (inferred), closes 2025-05-07",
        "month": "2025-05",
        "rates_used": "M1 x M2 x M3",
        "chance_percent": Decimal("31.5"),
        "expected": pounds("283.50"),
        "best": pounds("900.00"),
        "worst": NOTHING,
    }


def test_the_lines_by_bootcamp_are_the_same_money(example: Report) -> None:
    found = pick(rows(example, "forecast-bootcamps"), bootcamp_ref="Z0020001")
    assert {row["month"]: row["expected"] for row in found} == {
        name: month(example, name)["expected"]
        for name in ("2024-09", "2024-10", "2024-11", "2025-02", "2025-04", "2025-05", "total")
    }


# Rounding.


def test_expected_amounts_are_rounded_on_the_sum_so_far() -> None:
    people = [person(f"L{number}", uln, aim()) for number, uln in enumerate((A, B, C))]
    text = CONTRACT.replace('"3000.00"', '"10.00"')  # M2 is 3.00; a third of it is 1.00 in the sum of the exact parts
    report = asked(
        returned(*people), contracts=[contract(text=text)], rates='[rates]\nm1 = "1"\nm2 = "0.115"\nm3 = "0"\n'
    )
    parts = [row["expected"] for row in pick(rows(report, "forecast-milestones"), milestone="M2")]
    assert parts == [pounds("0.35"), pounds("0.34"), pounds("0.35")]  # 34.5 pence each: 34.5, 69, 103.5
    assert total(report)["m2_expected"] == pounds("1.04")


# Rates.


def history() -> list[Learner]:
    """Four bootcamps that are over, three of them with Milestone 2, and two of the jobs came in time; one in learning.

    Judged on 1 March 2025, when the six months after 31 July 2024 are over.
    """
    job = milestone("Z0010212", date(2024, 9, 2))
    return [
        person("H1", 1000000060, finished(), milestone(), job),
        person("H2", 1000000078, finished(), milestone(), job),
        person("H3", 1000000086, finished(), milestone()),
        person("H4", 1000000094, finished()),
    ]


def test_without_a_file_the_rates_are_those_of_bootcamps_that_are_over() -> None:
    going_on = returned(
        person("N", A, aim(LearnStartDate=date(2025, 2, 1), LearnPlanEndDate=date(2025, 5, 1), FundModel=38)),
        year="2024-25", prepared=date(2025, 3, 1),
    )  # fmt: skip
    report = asked(returned(*history()), going_on, rates=None)
    rates = {row["milestone"]: row for row in pick(rows(report, "forecast-rates"), bootcamp_ref="Z0020001")}
    assert [(rates[name]["reached"], rates[name]["of"]) for name in ("M1", "M2", "M3")] == [(5, 5), (3, 4), (2, 3)]
    assert [rates[name]["rate_percent"] for name in ("M1", "M2", "M3")] == [
        Decimal("100.0"), Decimal("75.0"), Decimal("66.7"),
    ]  # fmt: skip
    assert {row["source"] for row in rates.values()} == {SHORT_HISTORY}  # five, four and three are few, which is said
    assert one(report, learn_ref_number="N", milestone="M2")["expected"] == pounds("675.00")  # 900 x 3/4
    assert one(report, learn_ref_number="N", milestone="M3")["expected"] == pounds("450.00")  # 900 x 3/4 x 2/3, exactly


def test_a_bootcamp_without_history_takes_that_of_all_the_providers_bootcamps() -> None:
    new = aim(LearnAimRef="Z0020002", LearnStartDate=date(2024, 10, 1), LearnPlanEndDate=date(2025, 5, 1), FundModel=38)
    report = asked(
        returned(*history()),
        returned(person("N", A, new), year="2024-25", prepared=date(2025, 3, 1)),
        rates=None,
    )
    row = only(rows(report, "forecast-rates"), bootcamp_ref="Z0020002", milestone="M3")
    assert (row["source"], row["rate_percent"]) == (SHORT_HISTORY, Decimal("66.7"))


@pytest.mark.parametrize(
    ("there", "source", "rate"),
    [
        pytest.param(20, OWN_HISTORY, Decimal("50.0"), id="twenty of its own tell"),
        pytest.param(19, WHOLE_HISTORY, Decimal("42.9"), id="nineteen do not: 9 of all 21"),
    ],
)
def test_a_bootcamps_own_history_counts_once_twenty_tell(there: int, source: str, rate: Decimal) -> None:
    """Of each two learners one has Milestone 2; two more, on the other bootcamp, have not."""
    ulns = [uln for first in range(100_000_100, 100_000_150) if (uln := with_check_digit(first)) is not None]
    own = [
        person(f"H{number}", ulns[number], finished(), *([milestone()] if number % 2 else []))
        for number in range(there)
    ]
    others = [person(f"O{number}", ulns[30 + number], finished(LearnAimRef="Z0020002")) for number in range(2)]
    row = only(
        rows(asked(returned(*own, *others), rates=None), "forecast-rates"), bootcamp_ref="Z0020001", milestone="M2"
    )
    assert (row["source"], row["rate_percent"]) == (source, rate)


def test_what_the_file_says_comes_before_history_and_history_fills_what_it_leaves_out() -> None:
    report = asked(returned(*history()), as_of=date(2025, 3, 1), rates='[rates]\nm2 = "0.25"\n')
    found = pick(rows(report, "forecast-rates"), bootcamp_ref="Z0020001")
    assert {row["milestone"]: row["source"] for row in found} == {
        "M1": SHORT_HISTORY, "M2": "rates.toml", "M3": SHORT_HISTORY,
    }  # fmt: skip
    assert only(found, milestone="M2")["rate_percent"] == Decimal("25.0")
    assert (only(found, milestone="M2")["reached"], only(found, milestone="M2")["of"]) == (None, None)


def test_where_nothing_tells_the_expected_amount_is_left_blank_and_never_guessed() -> None:
    report = asked(returned(person("B", B, aim())), rates=None)
    row = total(report)
    assert (row["m1_expected"], row["m2_expected"], row["expected"]) == (NOTHING, None, None)
    assert (row["best"], row["worst"]) == (pounds("3000.00"), pounds("1200.00"))
    assert month(report, "2024-09")["cumulative_expected"] == pounds("1200.00")  # known until the first that is not
    assert month(report, "2024-10")["cumulative_expected"] is None
    said = rates_wanting(report)
    assert said is not None
    assert "M2 of Z0020001, M3 of Z0020001" in said and "--rates" in said
    assert rates_wanting(asked(returned(person("B", B, aim())))) is None


def test_best_and_worst_rates_bound_the_money() -> None:
    rates = '[rates]\nm1 = "1"\nm2 = "0.7"\nm2_best = "0.8"\nm2_worst = "0.5"\nm3 = "0"\n'
    row = one(asked(returned(person("B", B, aim())), rates=rates), milestone="M2")
    assert (row["best"], row["expected"], row["worst"]) == (pounds("720.00"), pounds("630.00"), pounds("450.00"))


def test_the_file_of_rates_and_the_ledger_stand_among_what_the_report_rests_on() -> None:
    run = judge(returned(person("B", B, aim())), rates=RATES)
    said = about(run)
    assert said["rates_file"] == "rates.toml"
    assert run.rates is not None and said["rates_sha256"] == run.rates.sha256
    assert about(judge(returned(learner())))["rates_sha256"] is None


# What has been settled.


def test_paid_payable_and_taken_back_are_the_figures_of_the_payment_report() -> None:
    run = judge(
        returned(
            person("B", B, aim()),
            person("C", C, finished(), milestone()),
            person("D", A, aim(CompStatus=3, LearnActEndDate=date(2024, 5, 6), Outcome=3, WithdrawReason=2)),
        ),
        paid=[
            entry("M1", 120000, ULN=C, LearnRefNumber="C"),
            entry("M1", 120000, ULN=A, LearnRefNumber="D"),  # left before day 14: it goes back
        ],
        rates=RATES,
    )
    report, statement = forecast(run), only(rows(payments(run), "payments-statement"))
    row = total(report)
    assert row["paid"] == statement["previously_paid"] == pounds("2400.00")
    assert (row["payable"], row["take_back"]) == (pounds("2100.00"), pounds("-1200.00"))
    assert pounds(str(row["payable"])) + pounds(str(row["take_back"])) == statement["this_period"]
    assert month(report, "paid before")["paid"] == pounds("2400.00")
    assert month(report, "2024-09")["take_back"] == pounds("-1200.00")
    assert row["worst"] == pounds("3300.00")


def test_money_of_a_bootcamp_that_is_no_longer_returned_goes_back_in_the_forecast_too() -> None:
    gone = entry("M1", 120000, ULN=A, LearnRefNumber="GONE")
    kept = asked(returned(person("B", B, aim())), paid=[gone])
    assert (total(kept)["paid"], total(kept)["take_back"]) == (pounds("1200.00"), NOTHING)
    back = asked(returned(person("B", B, aim())), paid=[gone], complete=True)
    assert total(back)["take_back"] == pounds("-1200.00")


# What is not counted.


def test_lost_money_never_counts() -> None:
    left = aim(CompStatus=3, LearnActEndDate=date(2024, 6, 30), Outcome=3, WithdrawReason=2)
    report = asked(returned(person("B", B, left)))
    assert total(report)["best"] == pounds("1200.00")
    assert only(rows(report, "forecast-summary"))["lost"] == pounds("1800.00")
    assert [row["milestone"] for row in rows(report, "forecast-milestones")] == ["M1"]


def test_money_at_risk_counts_at_best_only() -> None:
    report = asked(returned(person("B", B, aim(LearningDeliveryFAM=fams("SOF112", "FFI1")))))
    row = total(report)
    assert (row["best"], row["expected"], row["worst"]) == (pounds("3000.00"), NOTHING, NOTHING)
    assert {row["stage"] for row in rows(report, "forecast-milestones")} == {"at risk, to be put right"}
    assert only(rows(report, "forecast-summary"))["at_risk"] == pounds("3000.00")


@pytest.mark.parametrize(
    ("as_of", "best"), [(date(2024, 10, 17), "3000.00"), (date(2024, 10, 18), "0.00")], ids=["R14 is open", "closed"]
)
def test_what_can_no_longer_be_put_right_in_its_year_is_not_counted(as_of: date, best: str) -> None:
    wrong = finished(LearningDeliveryFAM=fams("SOF112", "FFI1"))
    report = asked(returned(person("B", B, wrong)), as_of=as_of)
    assert total(report)["best"] == pounds(best)
    not_counted = only(rows(report, "forecast-summary"))["not_counted"]
    assert not_counted == pounds("3000.00") - pounds(best)


def test_a_learner_who_was_continuing_when_the_year_closed_and_is_not_returned_again_counts_at_best_only() -> None:
    report = asked(returned(person("B", B, aim())), as_of=date(2024, 10, 18))
    assert one(report, milestone="M2")["stage"] == "at risk, to be put right"
    again = aim(FundModel=35)
    both = asked(
        returned(person("B", B, aim())),
        returned(person("B", B, again), year="2024-25", prepared=date(2024, 10, 18)),
    )
    assert one(both, milestone="M2")["stage"] == "in learning"


def test_each_milestone_of_one_person_is_counted_once() -> None:
    """Two bootcamps at once: the first pays, the second is stopped (NP-13), and no milestone is counted twice."""
    second = aim(AimSeqNumber=2, LearnAimRef="Z0020002", LearnStartDate=date(2024, 6, 3))
    report = asked(returned(person("B", B, aim(), second)))
    assert sorted(str(row["milestone"]) for row in rows(report, "forecast-milestones")) == ["M1", "M2", "M3"]
    assert total(report)["best"] == pounds("3000.00")


def test_a_milestone_that_was_paid_for_a_bootcamp_elsewhere_is_not_forecast_again() -> None:
    elsewhere = entry("M2", 90000, ULN=B, UKPRN=10999992, LearnAimRef="Z0020009", LearnRefNumber="X")
    report = asked(
        returned(person("B", B, aim())), paid=[elsewhere], contracts=[contract(), contract(text=OTHER_CONTRACT)]
    )
    assert sorted(str(row["milestone"]) for row in rows(report, "forecast-milestones")) == ["M1", "M3"]


def test_an_unallocated_bootcamp_brings_no_money() -> None:
    report = asked(returned(person("B", B, aim(LearnAimRef="Z0020099"))), readings='scope = "all_sof_112"')
    assert rows(report, "forecast-milestones") == []
    assert total(report)["best"] == NOTHING


@pytest.mark.parametrize(
    ("readings", "left"),
    [
        pytest.param('m3_requires_m2 = "payable"', "M1", id="Milestone 3 asks for a Milestone 2 that is lost"),
        pytest.param("", "M1 M3", id="otherwise it can still be earned"),
    ],
)
def test_a_milestone_that_needs_a_lost_one_is_lost(readings: str, left: str) -> None:
    early = finished(LearnActEndDate=date(2024, 6, 1))  # 31 of 91 days: Milestone 2 is lost
    report = asked(returned(person("B", B, early, milestone())), readings=readings)
    assert " ".join(str(row["milestone"]) for row in rows(report, "forecast-milestones")) == left


def test_above_the_contracts_value_nothing_is_promised() -> None:
    text = CONTRACT.replace("ukprn = 10999991", 'ukprn = 10999991\nmax_value = "1500.00"')
    report = asked(returned(person("B", B, aim())), contracts=[contract(text=text)])
    assert month(report, "2024-09")["cumulative_expected_within_max_value"] == pounds("1200.00")
    assert month(report, "2024-10")["cumulative_expected_within_max_value"] == pounds("1500.00")  # of 1830.00
    summary = only(rows(report, "forecast-summary"))
    assert summary["expected"] == pounds("2145.00")
    assert summary["expected_above_max_value"] == pounds("645.00")


# The tail.


def test_the_tail_reaches_the_return_that_carries_the_last_possible_offer_even_if_jobs_come_sooner() -> None:
    report = asked(returned(person("C", C, finished(), milestone())), rates=RATES + "m3_days = 40\n")
    assert one(report, milestone="M3")["counted_on"] == date(2024, 9, 9)
    assert [row["month"] for row in rows(report, "forecast")][-2:] == ["2025-02", "total"]


def test_where_no_return_is_dated_the_money_lands_in_the_month_after() -> None:
    start, planned = date(2025, 3, 31), date(2026, 6, 30)
    report = asked(
        returned(
            person("B", B, aim(LearnStartDate=start, LearnPlanEndDate=planned, FundModel=38)),
            year="2025-26", prepared=date(2026, 6, 1),
        ),
        contracts=[contract(text=CONTRACT.replace("planned_end_to = 2025-07-31\n", ""))],
    )  # fmt: skip
    row = one(report, milestone="M3")
    assert (row["counted_on"], row["month"]) == (date(2026, 12, 30), "2027-01")
    assert row["carried_by"] == "not known: no return is dated"


def test_a_date_thousands_of_years_away_is_a_slip_and_makes_no_endless_report() -> None:
    for fields in (
        {"LearnPlanEndDate": date.max},
        {"LearnPlanEndDate": date(2029, 1, 1)},
        {"LearnStartDate": date.max},
    ):
        report = asked(returned(person("B", B, aim(**fields))))
        assert len(rows(report, "forecast")) < 20
    ended = asked(returned(person("B", B, finished(LearnActEndDate=date.max))))
    assert len(rows(ended, "forecast")) < 20


def test_a_run_without_learners_has_its_headers_and_a_total_of_nothing() -> None:
    report = asked(returned())
    assert total(report)["expected"] == NOTHING
    assert rows(report, "forecast-milestones") == rows(report, "forecast-windows") == []


def test_each_provider_has_its_own_lines() -> None:
    report = asked(
        returned(person("B", B, aim())),
        returned(person("X", A, aim(LearnAimRef="Z0020009")), ukprn=10999992),
        contracts=[contract(), contract(text=OTHER_CONTRACT)],
    )
    found = pick(rows(report, "forecast"), month="total")
    assert [(row["ukprn"], row["payable"]) for row in found] == [
        (10999991, pounds("1200.00")), (10999992, pounds("400.00")),
    ]  # fmt: skip


def test_one_day_earlier_or_later_moves_milestone_1_from_to_come_to_payable() -> None:
    start = AS_OF - timedelta(days=14)
    due = asked(returned(person("B", B, aim(LearnStartDate=start))))
    soon = asked(returned(person("B", B, aim(LearnStartDate=start + timedelta(days=1)))))
    assert (total(due)["payable"], total(due)["m1_expected"]) == (pounds("1200.00"), NOTHING)
    assert (total(soon)["payable"], total(soon)["m1_expected"]) == (NOTHING, pounds("1080.00"))


def test_the_tables_have_names_of_their_own(example: Report) -> None:
    assert [table.name for table in example.tables] == [
        "forecast", "forecast-bootcamps", "forecast-summary", "forecast-closing", "forecast-windows",
        "forecast-starts", "forecast-starts-by-month", "forecast-started", "forecast-rates", "forecast-milestones",
    ]  # fmt: skip
