"""Where the money of each milestone stands: paid, payable, at risk, lost or to come."""

from datetime import date, timedelta

import pytest

from openlet.ilr.records import LearningDelivery
from openlet.payments.ledger import Entry
from openlet.reports.outlook import PARTS, met, outlook
from tests import make
from tests.reports.asking import judge, returned

M1_PENCE, LATER_PENCE = 120_000, 90_000
LEFT_EARLY = make.START + timedelta(days=5)


def states(
    *aims: LearningDelivery, paid: tuple[Entry, ...] = (), as_of: date = make.AS_OF, readings: str = ""
) -> dict[str, tuple[str, int]]:
    """Of each milestone its state and the pence of that state."""
    run = judge(returned(make.learner(LearningDelivery=list(aims))), paid=paid, as_of=as_of, readings=readings)
    bootcamp = run.settled.bootcamps[0]
    found = {}
    for name, milestone in bootcamp.milestones.items():
        prospect = outlook(bootcamp, milestone, as_of)
        found[name] = (prospect.state, getattr(prospect.outlook, prospect.state))
        total = sum(getattr(prospect.outlook, part) for part in PARTS)
        assert total == milestone.worth
    return found


def entry(milestone: str, pence: int) -> Entry:
    return Entry(make.ULN, make.UKPRN, "L0001", make.BOOTCAMP, make.START, milestone, pence, 2324, "new")


CASES = [
    pytest.param(
        (make.aim(),),
        {"M1": "payable", "M2": "to_come", "M3": "to_come"},
        id="continuing after day 14, nothing claimed",
    ),
    pytest.param(
        (make.aim(LearnStartDate=make.AS_OF - timedelta(days=3)),),
        {"M1": "to_come", "M2": "to_come", "M3": "to_come"},
        id="day 14 has not come",
    ),
    pytest.param(
        (make.aim(LearningDeliveryFAM=make.fams("SOF112", "FFI1")),),
        {"M1": "at_risk", "M2": "at_risk", "M3": "at_risk"},
        id="DAM 023 missing puts all at risk",
    ),
    pytest.param(
        (make.aim(CompStatus=3, LearnActEndDate=LEFT_EARLY, Outcome=3, WithdrawReason=3),),
        {"M1": "lost", "M2": "lost", "M3": "lost"},
        id="left before day 14",
    ),
    pytest.param(
        (make.aim(CompStatus=3, LearnActEndDate=date(2024, 6, 30), Outcome=3, WithdrawReason=3),),
        {"M1": "payable", "M2": "lost", "M3": "lost"},
        id="withdrawn after day 14",
    ),
    pytest.param(
        (make.finished(LearnActEndDate=date(2024, 6, 1)), make.milestone(AimSeqNumber=2)),
        {"M1": "payable", "M2": "lost", "M3": "to_come"},
        id="under 80 % loses milestone 2 only",
    ),
    pytest.param(
        (make.aim(), make.milestone(AimSeqNumber=2)),
        {"M1": "payable", "M2": "at_risk", "M3": "to_come"},
        id="an interview claimed before the bootcamp is completed",
    ),
    pytest.param(
        (make.finished(), make.milestone(AimSeqNumber=2)),
        {"M1": "payable", "M2": "payable", "M3": "to_come"},
        id="interviewed",
    ),
    pytest.param(
        (make.aim(LearnPlanEndDate=None),),
        {"M1": "at_risk", "M2": "to_come", "M3": "to_come"},
        id="a value that a payment needs is missing",
    ),
]


@pytest.mark.parametrize(("aims", "wanted"), CASES)
def test_each_milestone_stands_where_its_record_puts_it(
    aims: tuple[LearningDelivery, ...], wanted: dict[str, str]
) -> None:
    assert {name: state for name, (state, _) in states(*aims).items()} == wanted


def test_the_time_for_a_job_offer_runs_out_after_six_months() -> None:
    aims = (make.finished(), make.milestone(AimSeqNumber=2))
    last = date(2025, 1, 31)
    assert states(*aims, as_of=last)["M3"] == ("to_come", LATER_PENCE)
    assert states(*aims, as_of=last + timedelta(days=1))["M3"] == ("lost", LATER_PENCE)


def test_what_the_ledger_has_paid_is_paid_and_only_the_rest_is_payable() -> None:
    assert states(make.aim(), paid=(entry("M1", M1_PENCE),))["M1"] == ("paid", M1_PENCE)
    assert states(make.aim(), paid=(entry("M1", 100_000),))["M1"] == ("payable", 20_000)


def test_what_this_run_takes_back_is_paid_no_longer() -> None:
    left = make.aim(CompStatus=3, LearnActEndDate=LEFT_EARLY, Outcome=3, WithdrawReason=3)
    assert states(left, paid=(entry("M1", M1_PENCE),))["M1"] == ("lost", M1_PENCE)
    wrong = make.aim(LearningDeliveryFAM=make.fams("SOF112", "FFI1"))
    assert states(wrong, paid=(entry("M1", M1_PENCE),))["M1"] == ("at_risk", M1_PENCE)


@pytest.mark.parametrize(
    ("reading", "name", "aims"),
    [
        pytest.param(
            'm3_requires_m2 = "payable"', "M3", (make.finished(LearnActEndDate=date(2024, 6, 1)), make.milestone()),
            id="Milestone 2 is lost under 80 %, and Milestone 3 needs it",
        ),
        pytest.param(
            "m2_requires_m1 = true", "M2",
            (make.finished(LearnPlanEndDate=LEFT_EARLY, LearnActEndDate=LEFT_EARLY),),
            id="a course of five days earns no Milestone 1, and Milestone 2 needs it",
        ),
    ],
)  # fmt: skip
def test_a_milestone_that_needs_a_lost_one_is_lost(reading: str, name: str, aims: tuple[LearningDelivery, ...]) -> None:
    assert states(*aims, readings=reading)[name][0] == "lost"
    assert states(*aims)[name][0] == "to_come"


def test_money_paid_before_a_break_is_held_and_counts_as_paid() -> None:
    on_a_break = make.aim(CompStatus=6, LearnActEndDate=date(2024, 7, 1), Outcome=3)
    assert states(on_a_break, paid=(entry("M1", M1_PENCE),))["M1"] == ("paid", M1_PENCE)


def test_what_is_met_is_said_and_nothing_that_could_not_be_looked_at() -> None:
    run = judge(returned(make.learner(LearningDelivery=[make.finished()])))
    bootcamp = run.settled.bootcamps[0]
    said = met(bootcamp.milestones["M2"], bootcamp)
    assert "The bootcamp is completed" in said
    assert "Enough of the planned time was done" in said
    assert not any("milestone aim" in one for one in said)  # none is returned, so nothing can be said of it
    assert "Z0010211 is returned" not in said


def codes(*aims: LearningDelivery, as_of: date = make.AS_OF) -> dict[str, tuple[str, ...]]:
    run = judge(returned(make.learner(LearningDelivery=list(aims))), as_of=as_of)
    bootcamp = run.settled.bootcamps[0]
    return {name: outlook(bootcamp, one, as_of).codes for name, one in bootcamp.milestones.items()}


NO_DAM = make.fams("SOF112", "FFI1")


@pytest.mark.parametrize(
    ("aims", "wanted"),
    [
        pytest.param((make.aim(),), {"M1": (), "M2": (), "M3": ()}, id="nothing stands against it"),
        pytest.param(
            (make.aim(LearningDeliveryFAM=NO_DAM),),
            {"M1": ("NP-09",), "M2": ("NP-09",), "M3": ("NP-09",)},
            id="what is not claimed yet is kept back by the no-pay reason alone",
        ),
        pytest.param(
            (make.finished(LearningDeliveryFAM=NO_DAM, Outcome=3), make.milestone()),
            {"M1": ("NP-09",), "M2": ("MC-08", "NP-09"), "M3": ("NP-09",)},
            id="a claim is kept back by its conditions too",
        ),
        pytest.param(
            (make.finished(LearnActEndDate=date(2024, 5, 20), LearnPlanEndDate=make.PLANNED_END), make.milestone()),
            {"M1": (), "M2": ("MC-09",), "M3": ()},
            id="of what is lost the lasting reason",
        ),
        pytest.param(
            (make.aim(CompStatus=3, LearnActEndDate=date(2024, 6, 30), Outcome=3, WithdrawReason=3),),
            {"M1": (), "M2": ("MC-05", "MC-07", "MC-08"), "M3": ("MC-07", "MC-08", "MC-10", "MC-11")},
            id="who has left without completing meets no condition",
        ),
    ],
)
def test_what_keeps_the_money_back(aims: tuple[LearningDelivery, ...], wanted: dict[str, tuple[str, ...]]) -> None:
    assert codes(*aims) == wanted
