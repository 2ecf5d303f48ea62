"""What must hold of a forecast whatever the returns say, over random worlds (see ``tests/payments/worlds.py``)."""

import copy
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from openlet.ilr.opening import Source
from openlet.payments.ledger import Ledger
from openlet.payments.settled import movements
from openlet.reports.forecast import PARTS, forecast
from openlet.reports.judged import FileRead, Judged, judged
from openlet.reports.payments import payments
from openlet.reports.tables import Report
from openlet.scale.stage_one import day_of_run, open_file, stage_one
from openlet.scale.stage_two import stage_two
from tests.payments.reference import Thing
from tests.payments.settling import contracts_of, text_of
from tests.payments.test_properties import STRANGER, stranger
from tests.payments.worlds import PRICES, world
from tests.reports.asking import Row, pick, rates_of, rows

WORLDS = range(200_000, 200_060)
RATES = '[rates]\nm1 = "0.93"\nm2 = "0.71"\nm2_worst = "0.4"\nm3 = "0.47"\nm3_best = "0.8"\n'
PENNY = Decimal("0.01")


def judge_world(whole: Thing, ledger: Ledger | None = None) -> Judged:
    """A world, settled, with rates."""
    contracts = contracts_of(whole)
    sources = [Source(f"return-{at}.xml", None, text_of(file).encode()) for at, file in enumerate(whole["files"])]
    opened = [open_file(source) for source in sources]
    day = day_of_run(opened, whole["as_of"])
    files = [stage_one(one, contracts, day) for one in opened]
    settled = stage_two(files, contracts, ledger or Ledger(), day, whole["complete"])
    read = [FileRead(one.returned, tuple(one.claims), one.destinations) for one in files]
    return judged(settled, read, None, rates_of(RATES, contracts))


def money(row: Row, *columns: str) -> Decimal:
    """The sum of some cells."""
    return sum((Decimal(str(row[column])) for column in columns), Decimal(0))


def with_history(seed: int) -> tuple[Judged, Report]:
    """A world judged on the day of one of its returns, what came before having been paid."""
    whole, ledger = world(seed), Ledger()
    day = Random(seed).choice([file["prepared"] for file in whole["files"]])
    before = [file for file in whole["files"] if file["prepared"] < day]
    if before:
        found = judge_world({**whole, "files": before, "as_of": None}).settled
        ledger.add([replace(one, as_of=found.as_of) for one in movements(found)])
    run = judge_world({**whole, "as_of": day}, ledger)
    return run, forecast(run)


@pytest.mark.parametrize("seed", WORLDS)
def test_months_bootcamps_and_milestones_add_up_to_one_total(seed: int) -> None:
    _, report = with_history(seed)
    atoms, months = rows(report, "forecast-milestones"), rows(report, "forecast")
    for total in pick(months, month="total"):
        own = [row for row in months if row["ukprn"] == total["ukprn"] and row["month"] != "total"]
        by_bootcamp = pick(rows(report, "forecast-bootcamps"), ukprn=total["ukprn"], month="total")
        for part in PARTS:
            assert sum(money(row, part) for row in own) == money(total, part)
            assert sum(money(row, part) for row in by_bootcamp) == money(total, part)
        for scenario in ("expected", "best", "worst"):
            assert sum(money(row, scenario) for row in pick(atoms, ukprn=total["ukprn"])) == money(total, scenario)
        assert money(total, *PARTS[:6]) == money(total, "expected")
        assert [row["month"] for row in own] == sorted({row["month"] for row in own}, key=_in_time)  # type: ignore[arg-type]


def _in_time(month: str) -> str:
    return "" if month == "paid before" else month


@pytest.mark.parametrize("seed", WORLDS)
def test_best_is_never_below_expected_nor_expected_below_worst(seed: int) -> None:
    _, report = with_history(seed)
    for row in rows(report, "forecast"):
        assert money(row, "cumulative_best") >= money(row, "cumulative_expected") >= money(row, "cumulative_worst")
    for row in rows(report, "forecast-milestones"):  # a part may bear a penny of the others' rounding
        assert money(row, "best") + PENNY >= money(row, "expected") >= money(row, "worst") - PENNY
        if row["stage"] not in ("paid", "payable now", "to take back"):
            assert money(row, "value") >= money(row, "best") and money(row, "worst") >= 0


@pytest.mark.parametrize("seed", WORLDS)
def test_no_learner_is_forecast_more_than_the_price(seed: int) -> None:
    run, report = with_history(seed)
    prices = {ref: Decimal(price) for of in PRICES.values() for ref, price in of.items()}
    best: dict[Any, Decimal] = {}
    for row in rows(report, "forecast-milestones"):
        key = (row["ukprn"], row["learn_ref_number"], row["uln"], row["bootcamp_ref"], row["bootcamp_start"])
        best[key] = best.get(key, Decimal(0)) + money(row, "best")
    for key, total in best.items():
        assert total <= prices.get(str(key[3]), Decimal(0))
    learners = {(one.claim.UKPRN, one.claim.LearnRefNumber, one.claim.ULN) for one in run.settled.bootcamps}
    learners |= {(one.entry.UKPRN, one.entry.LearnRefNumber, one.entry.ULN) for one in run.settled.absent}
    for row in pick(rows(report, "forecast"), month="total"):
        own = [one for one in learners if one[0] == row["ukprn"]]
        dearest = max((Decimal(one) for one in PRICES.get(int(str(row["ukprn"])), {}).values()), default=Decimal(0))
        assert money(row, "best") <= dearest * len(own)


@pytest.mark.parametrize("seed", WORLDS)
def test_what_is_paid_and_payable_is_the_payment_reports(seed: int) -> None:
    run, report = with_history(seed)
    statement = {row["ukprn"]: row for row in rows(payments(run), "payments-statement")}
    nothing: Row = {"previously_paid": Decimal(0), "this_period": Decimal(0)}  # of a provider without any bootcamp
    for row in pick(rows(report, "forecast"), month="total"):
        said = statement.get(row["ukprn"], nothing)
        assert money(row, "paid") == money(said, "previously_paid")
        assert money(row, "payable", "take_back") == money(said, "this_period")


@pytest.mark.parametrize("seed", WORLDS)
def test_the_order_of_files_learners_and_aims_changes_nothing(seed: int) -> None:
    whole, random = world(seed), Random(seed)
    shuffled = copy.deepcopy(whole)
    for file in shuffled["files"]:
        for learner in file["learners"]:
            random.shuffle(learner["aims"])
        random.shuffle(file["learners"])
    random.shuffle(shuffled["files"])
    wanted, found = forecast(judge_world(whole)), forecast(judge_world(shuffled))
    assert [(one.name, list(one.rows)) for one in found.tables] == [(one.name, list(one.rows)) for one in wanted.tables]


@pytest.mark.parametrize("seed", WORLDS)
def test_an_unrelated_learner_changes_nothing_for_the_others(seed: int) -> None:
    """But that a part may bear a penny of another's rounding."""
    whole = world(seed)
    more = copy.deepcopy(whole)
    for file in more["files"]:
        file["learners"].append(stranger(file["ukprn"]))
    wanted, found = forecast(judge_world(whole)), forecast(judge_world(more))
    for name in ("forecast-milestones", "forecast-windows"):
        others = [row for row in rows(found, name) if row["uln"] != STRANGER]
        assert len(others) == len(rows(wanted, name))
        for row, before in zip(others, rows(wanted, name), strict=True):
            for column, cell in row.items():
                if column in ("expected", "best", "worst"):
                    assert abs(money(row, column) - money(before, column)) <= PENNY
                else:
                    assert cell == before[column]


def test_the_worlds_have_money_of_every_kind() -> None:
    """Otherwise the properties above would say little."""
    stages = {row["stage"] for seed in WORLDS for row in rows(with_history(seed)[1], "forecast-milestones")}
    assert stages >= {
        "paid", "payable now", "to take back", "in learning", "before day 14", "ended, not claimed",
        "Milestone 2 reached, no job offer yet", "at risk, to be put right",
    }  # fmt: skip
