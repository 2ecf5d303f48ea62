"""The milestone payment report: the money of every milestone, the statement, what is withheld, what is signed off."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from openlet.ilr.records import Learner
from openlet.reports.payments import COLUMNS, payments
from tests.make import CONTRACT, OTHER_ULN, UKPRN, aim, boxes, contract, fams, finished, learner, milestone
from tests.reports.asking import OTHER_CONTRACT, OTHER_UKPRN, Row, entry, judge, only, pick, returned, rows

NOTHING = Decimal("0.00")
CO_FUNDED = fams("SOF112", "FFI2", "DAM023")


def done(contribution: str | None = None) -> Learner:
    """A learner who has earned all three milestones, with an employer's contribution or none."""
    text = [contribution] if contribution else []
    codes = CO_FUNDED if contribution else fams("SOF112", "FFI1", "DAM023")
    bootcamp = finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", *text), LearningDeliveryFAM=codes)
    claims = [
        milestone(ref, ProviderSpecDeliveryMonitoring=boxes("Z0020001", *text), LearningDeliveryFAM=codes)
        for ref in ("Z0010211", "Z0010212")
    ]
    return learner(bootcamp, *claims)


def test_the_columns_are_those_of_the_design_in_their_order() -> None:
    assert " ".join(COLUMNS[COLUMNS.index("unit_price") :]) == (
        "unit_price milestone_share contribution_rate contribution_source gross employer_part net status trigger_date "
        "trigger_evidence cumulative_entitlement previously_paid this_period movement movement_reason reason_codes"
    )


@pytest.mark.parametrize(
    ("price", "contribution", "gross", "net"),
    [
        ("3000.00", None, ("1200.00", "900.00", "900.00"), ("1200.00", "900.00", "900.00")),
        ("3000.00", "Contribution 10", ("1200.00", "900.00", "900.00"), ("1080.00", "810.00", "810.00")),
        ("3000.00", "Contribution 30", ("1200.00", "900.00", "900.00"), ("840.00", "630.00", "630.00")),
        ("2999.99", None, ("1200.00", "899.99", "900.00"), ("1200.00", "899.99", "900.00")),
        ("2999.99", "Contribution 30", ("1200.00", "899.99", "900.00"), ("840.00", "630.00", "629.99")),
    ],
)
def test_price_share_and_contribution_give_what_is_paid(
    price: str, contribution: str | None, gross: tuple[str, ...], net: tuple[str, ...]
) -> None:
    terms = contract(text=CONTRACT.replace("3000.00", price))
    found = rows(payments(judge(returned(done(contribution)), contracts=[terms])), "payments")
    assert [str(row["gross"]) for row in found] == list(gross)
    assert [str(row["net"]) for row in found] == list(net)
    for row in found:
        assert row["status"] == "payable"
        assert row["net"] == row["cumulative_entitlement"] == row["this_period"]
        assert _money(row["gross"]) - _money(row["employer_part"]) == row["net"]
        assert str(row["unit_price"]) == price
    assert sum(_money(row["gross"]) for row in found) == Decimal(price)


def test_a_row_says_what_the_milestone_turns_on() -> None:
    found = rows(payments(judge(returned(done("Contribution 10")))), "payments")
    assert [(row["trigger_date"], row["trigger_evidence"]) for row in found] == [
        (date(2024, 5, 15), "LearnStartDate + 14 days"),
        (date(2024, 8, 5), "LearnStartDate of Z0010211 (file0.xml)"),
        (date(2024, 8, 5), "LearnStartDate of Z0010212 (file0.xml)"),
    ]
    assert [row["contribution_source"] for row in found] == ["BC", "Z aim", "Z aim"]
    assert [(row["aim_kind"], row["learn_aim_ref"]) for row in found] == [
        ("BC", "Z0020001"),
        ("Z2", "Z0010211"),
        ("Z3", "Z0010212"),
    ]
    assert {row["bootcamp_ref"] for row in found} == {"Z0020001"}


def test_a_milestone_that_is_not_reached_has_its_worth_but_no_entitlement() -> None:
    row = only(rows(payments(judge(returned(learner()))), "payments"), milestone="M2")
    assert (row["status"], row["net"], row["cumulative_entitlement"]) == ("not reached", Decimal("900.00"), NOTHING)
    assert (row["reason_codes"], row["learn_aim_ref"], row["movement_reason"]) == ("MC-05 MC-07 MC-08", None, None)


def test_a_milestone_that_cannot_be_judged_says_what_is_missing() -> None:
    row = only(rows(payments(judge(returned(learner(aim(CompStatus=None))))), "payments"), milestone="M1")
    assert row["status"] == "not checkable"
    assert str(row["reason_codes"]).startswith("CompStatus is missing")


def test_a_contribution_that_came_later_is_taken_back_and_says_so() -> None:
    run = judge(returned(done("Contribution 10")), paid=[entry("M1", 120000)])
    row = only(rows(payments(run), "payments"), milestone="M1")
    assert (row["previously_paid"], row["this_period"], row["movement"]) == (
        Decimal("1200.00"), Decimal("-120.00"), "clawback",
    )  # fmt: skip
    assert row["movement_reason"] == (
        "the entitlement is now 1080.00, 1200.00 was paid: price, share or contribution have changed"
    )
    signed = only(rows(payments(run), "payments-sign-off"))
    assert (signed["milestone"], signed["this_period"], signed["signed_off_by"]) == ("M1", Decimal("-120.00"), None)
    statement = only(rows(payments(run), "payments-statement"))
    assert statement["awaiting_sign_off"] == Decimal("-120.00")
    assert statement["this_period"] == Decimal(run.answer["totals"][0]["this_period"])


def test_money_taken_back_says_why() -> None:
    spoilt = learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1")))
    row = only(rows(payments(judge(returned(spoilt), paid=[entry("M1", 120000)])), "payments-sign-off"))
    assert row["movement_reason"] == (
        "NP-09: DAM 023 is missing from Z0020001 (its DAM codes: blank). Add the devolved area monitoring code 023."
    )


@pytest.mark.parametrize(("complete", "moved", "listed"), [(False, "0.00", 0), (True, "-900.00", 1)])
def test_a_milestone_aim_that_is_gone_costs_money_only_in_a_complete_return(
    complete: bool, moved: str, listed: int
) -> None:
    run = judge(returned(learner(finished())), paid=[entry("M2", 90000)], complete=complete)
    row = only(rows(payments(run), "payments"), milestone="M2")
    assert str(row["this_period"]) == moved
    assert len(rows(payments(run), "payments-sign-off")) == listed


def test_a_bootcamp_that_is_gone_is_shown_with_what_was_paid_for_it() -> None:
    gone = entry("M1", 96000, ULN=OTHER_ULN, LearnRefNumber="L0099", LearnAimRef="Z0020002")
    run = judge(returned(learner()), paid=[gone], complete=True)
    row = only(rows(payments(run), "payments"), learn_ref_number="L0099")
    assert (row["this_period"], row["movement_reason"]) == (
        Decimal("-960.00"), "the bootcamp is no longer returned",
    )  # fmt: skip
    assert only(rows(payments(run), "payments-sign-off"))["uln"] == OTHER_ULN


def test_milestone_aims_without_their_bootcamp_are_shown_and_earn_nothing() -> None:
    found = rows(payments(judge(returned(learner(milestone("Z0010212"))))), "payments")
    assert [(row["milestone"], row["status"], row["this_period"]) for row in found] == [
        (name, "not reached", NOTHING) for name in ("M1", "M2", "M3")
    ]
    assert only(found, milestone="M3")["reason_codes"] == "MC-06"


# The statement.


def test_the_rows_add_up_to_the_statement_and_to_pay() -> None:
    run = judge(returned(*_several()), paid=[entry("M1", 50000)])
    report = payments(run)
    found, statement = rows(report, "payments"), only(rows(report, "payments-statement"))
    total = run.answer["totals"][0]
    for column, name in (("this_period", "this_period"), ("previously_paid", "previously_paid")):
        assert _sum(found, column) == statement[column] == Decimal(total[name])
    assert _sum(found, "cumulative_entitlement") == statement["uncapped_total"] == Decimal(total["cumulative"])
    for name in ("M1", "M2", "M3"):
        assert _sum(pick(found, milestone=name), "cumulative_entitlement") == statement[f"{name.lower()}_amount"]
        paid = [row for row in pick(found, milestone=name) if row["cumulative_entitlement"] != NOTHING]
        assert statement[f"{name.lower()}_count"] == len(paid)
    assert _sum(rows(report, "payments-withheld"), "withheld") == statement["withheld"] == Decimal(total["withheld"])
    assert (statement["learners"], statement["bootcamps"]) == (4, 4)


def test_what_two_reasons_stop_is_withheld_once() -> None:
    spoilt = learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1")), ULN=9999999999)
    report = payments(judge(returned(spoilt)))
    row = only(rows(report, "payments-withheld"))
    assert (row["reason_codes"], row["milestones"], row["withheld"]) == ("NP-02 NP-09", 1, Decimal("1200.00"))


@pytest.mark.parametrize(
    ("most", "capped", "used"), [("2000.00", "2000.00", "150.0"), ("3000.00", "3000.00", "100.0"), (None, None, None)]
)
def test_the_contracts_value_caps_the_total(most: str | None, capped: str | None, used: str | None) -> None:
    line = f'provider = "Example Training Ltd"\nmax_value = "{most}"' if most else 'provider = "Example Training Ltd"'
    terms = contract(text=CONTRACT.replace('provider = "Example Training Ltd"', line))
    row = only(rows(payments(judge(returned(done()), contracts=[terms])), "payments-statement"))
    assert row["uncapped_total"] == Decimal("3000.00")
    assert row["cap"] == (Decimal(most) if most else None)
    assert row["capped_total"] == Decimal(capped or "3000.00")
    assert row["contract_value_used_percent"] == (Decimal(used) if used else None)


def test_every_provider_has_its_statement() -> None:
    other = learner(aim(LearnAimRef="Z0020009"), LearnRefNumber="X1", ULN=OTHER_ULN)
    run = judge(
        returned(done()),
        returned(other, ukprn=OTHER_UKPRN),
        contracts=[contract(), contract(text=OTHER_CONTRACT)],
    )
    found = rows(payments(run), "payments-statement")
    assert [(row["ukprn"], row["provider"], row["this_period"]) for row in found] == [
        (UKPRN, "Example Training Ltd", Decimal("3000.00")),
        (OTHER_UKPRN, "Another Example Ltd", Decimal("400.00")),
    ]


def test_a_return_without_learners_gives_empty_tables_with_headers() -> None:
    report = payments(judge(returned()))
    for name in ("payments", "payments-withheld", "payments-sign-off"):
        assert rows(report, name) == []
    assert only(rows(report, "payments-statement"))["learners"] == 0


def _several() -> list[Learner]:
    return [
        done("Contribution 10"),
        learner(LearnRefNumber="L0002", ULN=1000000035),
        learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1")), LearnRefNumber="L0003", ULN=1000000043),
        learner(finished(), milestone(LearnPlanEndDate=date(2024, 8, 6)), LearnRefNumber="L0004", ULN=1000000051),
    ]


def _money(cell: object) -> Decimal:
    assert isinstance(cell, Decimal)
    return cell


def _sum(found: Iterable[Row], column: str) -> Decimal:
    return sum((_money(row[column]) for row in found), NOTHING)
