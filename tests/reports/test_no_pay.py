"""The no-pay report: rows, amounts, ageing, conditions not met, summary."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from openlet.contracts.reading import read_contract
from openlet.ilr.records import Learner
from openlet.reports.no_pay import COLUMNS, NOT_MET_COLUMNS, no_pay
from tests.make import CONTRACT, OTHER_ULN, aim, boxes, contract, fams, finished, learner, milestone, status
from tests.reports.asking import (
    OTHER_CONTRACT,
    OTHER_UKPRN,
    judge,
    only,
    pick,
    returned,
    rows,
)

WITHOUT_023 = fams("SOF112", "FFI1")
NOTHING = Decimal("0.00")


def test_the_columns_are_those_of_the_design_in_their_order() -> None:
    assert " ".join(COLUMNS) == (
        "return as_of ukprn contract_id learn_ref_number uln aim_seq learn_aim_ref aim_kind bootcamp_ref start "
        "planned_end actual_end comp_status outcome reason_code reason statement field value_found value_expected "
        "blocks amount_withheld learner_withheld first_seen_return returns_open reading"
    )
    assert (*COLUMNS, "days_or_share", "earliest_possible_date") == NOT_MET_COLUMNS


def test_a_row_says_where_what_why_and_how_much() -> None:
    spoilt = aim(LearningDeliveryFAM=WITHOUT_023, LearnPlanEndDate=date(2024, 9, 6))
    (row,) = rows(no_pay(judge(returned(learner(spoilt)))), "no-pay")
    assert row == {
        "return": "2023-24 R13",
        "as_of": date(2024, 8, 20),
        "ukprn": 10999991,
        "contract_id": "EXAMPLE-0001",
        "learn_ref_number": "L0001",
        "uln": 1000000027,
        "aim_seq": 1,
        "learn_aim_ref": "Z0020001",
        "aim_kind": "BC",
        "bootcamp_ref": "Z0020001",
        "start": date(2024, 5, 1),
        "planned_end": date(2024, 9, 6),
        "actual_end": None,
        "comp_status": 1,
        "outcome": None,
        "reason_code": "NP-09",
        "reason": "DAM 023 missing",
        "statement": "A-080",
        "field": "DAM",
        "value_found": "blank",
        "value_expected": "Add the devolved area monitoring code 023.",
        "blocks": "M1 M2 M3",
        "amount_withheld": Decimal("1200.00"),
        "learner_withheld": Decimal("1200.00"),
        "first_seen_return": "2023-24 R13",
        "returns_open": 1,
        "reading": "AMB-16",
    }


def test_of_two_reasons_neither_alone_keeps_money_back_but_the_learner_lacks_it_once() -> None:
    spoilt = learner(aim(LearningDeliveryFAM=WITHOUT_023), LearnerEmploymentStatus=[status(98)])
    report = no_pay(judge(returned(spoilt)))
    found = rows(report, "no-pay")
    assert {row["reason_code"] for row in found} == {"NP-09", "NP-10"}
    assert {row["amount_withheld"] for row in found} == {NOTHING}
    assert {row["learner_withheld"] for row in found} == {Decimal("1200.00")}
    summary = rows(report, "no-pay-summary")
    assert only(summary, reason_code="NP-09")["amount_concerned"] == Decimal("1200.00")
    total = only(summary, reason_code="total")
    assert (total["rows"], total["learners"]) == (2, 1)
    assert (total["amount_withheld"], total["amount_concerned"]) == (NOTHING, Decimal("1200.00"))


def test_a_reason_counts_for_each_milestone_that_it_alone_stops() -> None:
    spoilt = learner(
        finished(LearningDeliveryFAM=WITHOUT_023),
        milestone(LearnPlanEndDate=date(2024, 8, 6)),
    )
    found = rows(no_pay(judge(returned(spoilt))), "no-pay")
    bootcamp, claim = only(found, reason_code="NP-09"), only(found, reason_code="NP-15")
    assert bootcamp["amount_withheld"] == Decimal("1200.00")  # Milestone 2 is stopped by NP-15 too
    assert claim["amount_withheld"] == NOTHING
    assert bootcamp["learner_withheld"] == claim["learner_withheld"] == Decimal("2100.00")


def test_a_reason_on_a_milestone_aim_is_shown_on_that_aim() -> None:
    spoilt = learner(finished(), milestone(LearnPlanEndDate=date(2024, 8, 6)))
    (row,) = rows(no_pay(judge(returned(spoilt))), "no-pay")
    assert (row["aim_kind"], row["learn_aim_ref"], row["aim_seq"], row["bootcamp_ref"]) == (
        "Z2", "Z0010211", 2, "Z0020001",
    )  # fmt: skip
    assert (row["blocks"], row["amount_withheld"]) == ("M2", Decimal("900.00"))
    assert row["field"] == "LearnStartDate; LearnPlanEndDate; LearnActEndDate"
    assert row["value_found"] == "LearnStartDate=2024-08-05; LearnPlanEndDate=2024-08-06; LearnActEndDate=2024-08-05"


def test_an_aim_of_another_years_return_with_the_same_number_is_not_mistaken_for_the_bootcamp() -> None:
    job = milestone("Z0010212", date(2024, 9, 2), AimSeqNumber=1, LearnPlanEndDate=date(2024, 9, 3))
    run = judge(
        returned(learner(finished(), milestone())),
        returned(learner(job), prepared=date(2024, 9, 10), year="2024-25"),
    )
    (row,) = rows(no_pay(run), "no-pay")
    assert (row["reason_code"], row["aim_kind"], row["return"]) == ("NP-16", "Z3", "2024-25 R02 (inferred)")


def test_every_reason_of_pay_is_there_and_no_other() -> None:
    run = judge(returned(*_mixed()))
    report = no_pay(run)
    said = [(each["LearnRefNumber"], one["code"]) for each in run.answer["bootcamps"] for one in each["no_pay"]]
    assert sorted((row["learn_ref_number"], row["reason_code"]) for row in rows(report, "no-pay")) == sorted(said)
    unmet = [
        (each["LearnRefNumber"], one["milestone"], one["code"])
        for each in run.answer["bootcamps"]
        for one in each["not_met"]
    ]
    found = rows(report, "no-pay-not-met")
    assert sorted((row["learn_ref_number"], row["blocks"], row["reason_code"]) for row in found) == sorted(unmet)


def test_the_data_error_value_is_what_pay_says_is_withheld() -> None:
    run = judge(returned(*_mixed()))
    total = only(rows(no_pay(run), "no-pay-summary"), reason_code="total")
    assert total["amount_concerned"] == Decimal(run.answer["totals"][0]["withheld"]) > 0


def test_the_summary_adds_up_the_rows_of_each_reason() -> None:
    report = no_pay(judge(returned(*_mixed())))
    found = rows(report, "no-pay")
    for line in rows(report, "no-pay-summary"):
        listed = found if line["reason_code"] == "total" else pick(found, reason_code=line["reason_code"])
        assert line["rows"] == len(listed)
        assert line["amount_withheld"] == sum((_money(row["amount_withheld"]) for row in listed), NOTHING)


def test_a_second_bootcamp_of_one_person_has_no_age_because_one_return_does_not_show_it() -> None:
    second = aim(AimSeqNumber=2, LearnAimRef="Z0020002", LearnStartDate=date(2024, 6, 3))
    (row,) = rows(no_pay(judge(returned(learner(aim(), second)))), "no-pay")
    assert (row["reason_code"], row["learn_aim_ref"]) == ("NP-13", "Z0020002")
    assert (row["first_seen_return"], row["returns_open"]) == (None, None)


def test_the_milestone_aims_of_an_absent_bootcamp_are_shown_with_what_is_wrong_on_them() -> None:
    alone = learner(milestone("Z0010212", date(2024, 9, 2), LearnPlanEndDate=date(2024, 9, 3)))
    report = no_pay(judge(returned(alone, prepared=date(2024, 9, 10), year="2024-25")))
    (row,) = rows(report, "no-pay")
    assert (row["reason_code"], row["amount_withheld"], row["bootcamp_ref"]) == ("NP-16", NOTHING, "Z0020001")
    (condition,) = rows(report, "no-pay-not-met")
    assert (condition["reason_code"], condition["blocks"]) == ("MC-06", "M3")


# How old a reason is.


def _month(number: int, *, spoilt: bool) -> date:
    return date(2024, number, 3)


@pytest.mark.parametrize(
    ("seen", "first", "open_in"),
    [
        ([True, True, True], "2023-24 R10 (inferred)", 3),
        ([False, True, True], "2023-24 R11 (inferred)", 2),
        ([True, False, True], "2023-24 R12 (inferred)", 1),  # mended in between: it is a new one
        ([False, False, True], "2023-24 R12 (inferred)", 1),
    ],
)
def test_a_reason_is_as_old_as_its_unbroken_run_of_returns(seen: list[bool], first: str, open_in: int) -> None:
    returns = [
        returned(
            learner(aim(LearningDeliveryFAM=WITHOUT_023 if spoilt else fams("SOF112", "FFI1", "DAM023"))),
            prepared=date(2024, 6 + number, 3),
        )
        for number, spoilt in enumerate(seen)
    ]
    (row,) = rows(no_pay(judge(*reversed(returns))), "no-pay")
    assert (row["first_seen_return"], row["returns_open"]) == (first, open_in)


def test_the_age_of_a_reason_on_a_milestone_aim_comes_from_that_aim_in_earlier_returns() -> None:
    spoilt = learner(finished(), milestone(LearnPlanEndDate=date(2024, 8, 6)))
    run = judge(returned(spoilt, prepared=date(2024, 8, 12)), returned(spoilt, prepared=date(2024, 9, 20)))
    (row,) = rows(no_pay(run), "no-pay")
    assert (row["first_seen_return"], row["returns_open"], row["return"]) == ("2023-24 R13", 2, "2023-24 R14")


def test_two_files_of_one_return_count_as_one() -> None:
    spoilt = learner(aim(LearningDeliveryFAM=WITHOUT_023))
    run = judge(returned(spoilt, prepared=date(2024, 8, 12)), returned(spoilt, prepared=date(2024, 8, 20)))
    (row,) = rows(no_pay(run), "no-pay")
    assert row["returns_open"] == 1


def test_the_contracts_own_calendar_names_the_returns(tmp_path: Path) -> None:
    (tmp_path / "returns.toml").write_text(
        '[[return]]\nyear = "2023-24"\nperiod = "R13"\ncloses = 2024-08-10\n'
        '[[return]]\nyear = "2023-24"\nperiod = "R14"\ncloses = 2024-08-31\nstatus = "inferred"\n'
    )
    path = tmp_path / "contract.toml"
    path.write_text(CONTRACT + '\n[reference]\ncalendar = "returns.toml"\n')
    run = judge(returned(learner(aim(LearningDeliveryFAM=WITHOUT_023))), contracts=[read_contract(path)])
    (row,) = rows(no_pay(run), "no-pay")
    assert row["return"] == "2023-24 R14 (inferred)"


# Conditions that are not met.


def test_a_learner_of_13_days_waits_for_a_day_that_is_named() -> None:
    run = judge(returned(learner(), prepared=date(2024, 5, 14)))
    row = only(rows(no_pay(run), "no-pay-not-met"), reason_code="MC-01")
    assert (row["days_or_share"], row["earliest_possible_date"]) == ("13 days", date(2024, 5, 15))
    assert (row["blocks"], row["amount_withheld"], row["learner_withheld"]) == ("M1", Decimal("1200.00"), NOTHING)


def test_a_learner_who_did_too_little_is_shown_with_the_share() -> None:
    early = learner(finished(LearnActEndDate=date(2024, 7, 10)), milestone(day=date(2024, 7, 20)))
    row = only(rows(no_pay(judge(returned(early))), "no-pay-not-met"), reason_code="MC-09")
    assert (row["days_or_share"], row["aim_kind"], row["statement"]) == ("0.769", "Z2", "A-147")
    assert row["field"] == "LearnActEndDate; LearnPlanEndDate"


def test_several_providers_each_have_their_summary() -> None:
    other = learner(
        aim(LearnAimRef="Z0020009", LearningDeliveryFAM=WITHOUT_023), LearnRefNumber="X1", ULN=OTHER_ULN
    )  # fmt: skip
    run = judge(
        returned(learner()),
        returned(other, ukprn=OTHER_UKPRN),
        contracts=[contract(), contract(text=OTHER_CONTRACT)],
    )
    totals = pick(rows(no_pay(run), "no-pay-summary"), reason_code="total")
    assert [(row["ukprn"], row["contract_id"], row["amount_concerned"]) for row in totals] == [
        (10999991, "EXAMPLE-0001", NOTHING),
        (OTHER_UKPRN, "EXAMPLE-0002", Decimal("400.00")),
    ]


def test_a_return_without_learners_gives_empty_tables_with_headers() -> None:
    report = no_pay(judge(returned()))
    assert rows(report, "no-pay") == rows(report, "no-pay-not-met") == []
    assert only(rows(report, "no-pay-summary"))["amount_concerned"] == NOTHING


def _money(cell: object) -> Decimal:
    assert isinstance(cell, Decimal)
    return cell


def _mixed() -> list[Learner]:
    """Learners with nothing, one and several things wrong."""
    return [
        learner(),
        learner(aim(LearningDeliveryFAM=WITHOUT_023), LearnRefNumber="L0002", ULN=1000000035),
        learner(aim(), LearnRefNumber="L0003", ULN=9999999999),
        learner(
            finished(LearningDeliveryFAM=WITHOUT_023, ProviderSpecDeliveryMonitoring=boxes("WMCA5.0")),
            milestone(LearnPlanEndDate=date(2024, 8, 6)),
            LearnRefNumber="L0004",
            ULN=1000000043,
        ),
        learner(finished(), milestone(), milestone("Z0010212"), LearnRefNumber="L0005", ULN=1000000051),
    ]


def test_conditions_add_up_by_code() -> None:
    claimed = learner(finished(CompStatus=1, Outcome=None, LearnActEndDate=None), milestone())
    waiting = learner(aim(), ULN=OTHER_ULN, LearnRefNumber="L0002")
    report = no_pay(judge(returned(claimed, waiting)))
    each = rows(report, "no-pay-not-met")
    for row in rows(report, "no-pay-conditions"):
        own = [one for one in each if one["reason_code"] == row["reason_code"]]
        assert (row["rows"], row["learners"]) == (len(own), len({one["learn_ref_number"] for one in own}))
        assert row["amount_withheld"] == sum(one["amount_withheld"] for one in own)  # type: ignore[misc]
    assert {row["reason_code"]: row["claimed"] for row in rows(report, "no-pay-conditions")} == {
        "MC-05": 0, "MC-07": 1, "MC-08": 1, "MC-10": 0, "MC-11": 0,
    }  # fmt: skip
