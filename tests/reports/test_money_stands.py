"""From the contract to what is paid: every step leads to the next to the penny, and to the figures of ``pay``."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from openlet.payments.ledger import Entry
from openlet.reports.judged import Judged
from openlet.reports.money_stands import STEPS, full_value
from openlet.reports.payments import payments
from tests.make import CONTRACT, OTHER_ULN, UKPRN, aim, boxes, contract, fams, finished, learner, milestone
from tests.reports.asking import OTHER_CONTRACT, OTHER_UKPRN, Row, entry, judge, only, returned, rows

NO_DAM = fams("SOF112", "FFI1")
THIRD_ULN = 1000000043


def steps(run: Judged, ukprn: int = UKPRN) -> dict[str, Row]:
    found = [row for row in rows(payments(run), "payments-steps") if row["ukprn"] == ukprn]
    return {str(row["step"]): row for row in found}


def money(row: Row, column: str = "amount") -> Decimal:
    cell = row[column]
    assert isinstance(cell, Decimal)
    return cell


def mixed(paid: Iterable[Entry] = (), complete: bool = False) -> Judged:
    """Two milestones earned; one that a missing DAM code keeps back; one that has just begun; one co-funded."""
    codes = fams("SOF112", "FFI2", "DAM023")
    co_funded = finished(LearningDeliveryFAM=codes, ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "Contribution 30"))
    return judge(
        returned(
            learner(finished(), milestone()),
            learner(aim(LearningDeliveryFAM=NO_DAM), ULN=OTHER_ULN, LearnRefNumber="L0002"),
            learner(co_funded, ULN=THIRD_ULN, LearnRefNumber="L0003"),
        ),
        paid=paid,
        complete=complete,
    )


PAID = [entry("M1", 120000)]
TOO_MUCH = [entry("M1", 150000), entry("M2", 90000), entry("M3", 90000)]


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize("paid", [[], PAID, TOO_MUCH], ids=["nothing paid", "one paid", "paid too much"])
def test_each_step_leads_to_the_next_to_the_penny(paid: list[Entry], complete: bool) -> None:
    listed = list(steps(mixed(paid, complete)).values())
    left = money(listed[0], "left")
    for row in listed[1:]:
        is_sum = STEPS[str(row["step"])][1]
        left = left if is_sum else left - money(row)
        if row["step"] != "paid":  # what is payable now has not been taken off what was earned, but is not paid either
            assert money(row, "left") == left, row
        if is_sum:
            assert money(row) == money(row, "left") == left, row


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize("paid", [[], PAID, TOO_MUCH], ids=["nothing paid", "one paid", "paid too much"])
def test_the_steps_end_in_the_figures_of_pay(paid: list[Entry], complete: bool) -> None:
    run = mixed(paid, complete)
    found, total = steps(run), only(run.answer["totals"], UKPRN=UKPRN)
    last = found.get("recorded", found["paid"])
    assert f"{money(last)}" == total["previously_paid"]
    back = money(found["take_back"]) if "take_back" in found else Decimal("0.00")
    assert f"{money(found['payable']) + back}" == total["this_period"]  # what is taken back is negative


def test_every_part_is_the_sum_of_its_milestones() -> None:
    report = payments(mixed(PAID))
    found = {str(row["step"]): row for row in rows(report, "payments-steps")}
    each = rows(report, "payments-stands")
    for part in ("paid", "payable", "at_risk", "lost", "to_come"):
        assert sum(money(row, part) for row in each) == money(found[part]), part
    assert sum(money(row, "full_price") for row in each) == money(found["started"]) == Decimal("9000.00")
    assert sum(money(row, "employer_part") for row in each) == money(found["employer"]) == Decimal("900.00")


def test_learners_are_counted_once_at_each_step() -> None:
    found = steps(mixed())
    assert found["started"]["learners"] == 3
    assert found["employer"]["learners"] == 1
    assert found["at_risk"]["learners"] == 1
    assert found["worth"]["learners"] is None


def test_a_contract_without_a_greatest_value_is_worth_its_places() -> None:
    places = 'price_per_learner = "3000.00"\nlearners = 40', 'price_per_learner = "2400.00"\nlearners = 2'
    known = CONTRACT.replace('price_per_learner = "3000.00"', places[0]).replace(
        'price_per_learner = "2400.00"', places[1]
    )
    assert full_value(contract(text=known)) == 40 * 300000 + 2 * 240000
    assert full_value(contract(text=known.replace("learners = 2", ""))) is None  # a bootcamp without places: not known
    assert money(steps(judge(returned(learner(aim())), contracts=[contract(text=known)]))["not started"]) == (
        Decimal("121800.00")
    )
    assert "contract" not in steps(mixed())


def test_providers_are_kept_apart() -> None:
    other = learner(aim(LearnAimRef="Z0020009"), ULN=OTHER_ULN)
    run = judge(
        returned(learner(finished())),
        returned(other, ukprn=OTHER_UKPRN),
        contracts=[contract(), contract(text=OTHER_CONTRACT)],
    )
    assert money(steps(run)["started"]) == Decimal("3000.00")
    assert money(steps(run, OTHER_UKPRN)["started"]) == Decimal("1000.00")


def test_the_reasons_of_a_milestone_are_those_of_the_withheld_table() -> None:
    report = payments(mixed())
    for row in rows(report, "payments-withheld"):
        behind = [
            one
            for one in rows(report, "payments-stands")
            if one["no_pay_codes"] == row["reason_codes"] and one["withheld"]
        ]
        assert len(behind) == row["milestones"]
        assert sum(money(one, "withheld") for one in behind) == row["withheld"]


def test_a_period_is_a_recording_and_the_last_is_what_is_due_now(tmp_path_factory: pytest.TempPathFactory) -> None:
    from openlet.payments.ledger import Ledger, Run, append, read_ledger

    path = tmp_path_factory.mktemp("ledger") / "ledger.jsonl"
    append(path, Ledger(), Run("ann", "2024-08-20T09:00:00+00:00", date(2024, 8, 20), "1", "1", ()), PAID)
    ledger = read_ledger(path)
    run = mixed(PAID)
    run.settled.run.ledger.recordings.extend(ledger.recordings)
    first, now = rows(payments(run), "payments-periods")
    assert (first["judged_on"], first["recorded_by"], first["new"], first["amount"]) == (
        date(2024, 8, 20), "ann", 1, Decimal("1200.00"),
    )  # fmt: skip
    assert first["period"] == "2024-25 R01 (inferred)"
    assert now["recorded"] == "not recorded yet"
    assert f"{now['amount']}" == only(run.answer["totals"], UKPRN=UKPRN)["this_period"]
    assert money(now, "cumulative") == money(first, "amount") + money(now, "amount")
