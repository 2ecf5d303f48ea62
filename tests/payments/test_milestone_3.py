"""Milestone 3: Z0010212 within six months, Z0010211 returned before (A-148 to A-154), and the cross-year example."""

from datetime import date
from typing import Any

import pytest

from openlet.reports.pay import document
from tests import make
from tests.payments.settling import bootcamp, pay, said, settled
from tests.payments.test_milestone_2 import Said, days, no_pay, not_reached, z2

JOB = date(2024, 8, 12)
PAYABLE = ("payable", "900.00", set[str]())


def z3(day: date = JOB, **fields: Any) -> Any:
    """A Z0010212 with nothing wrong; ``fields`` override."""
    return make.milestone("Z0010212", day, **fields)


@pytest.mark.parametrize(
    ("aims", "wanted"),
    [
        pytest.param([make.finished(), z2(), z3()], PAYABLE, id="everything is there"),
        pytest.param([make.finished(), z2()], not_reached("MC-10"), id="no Z0010212"),
        pytest.param([make.finished(), z3()], not_reached("MC-11"), id="Z0010211 was never returned"),
        pytest.param([make.finished()], not_reached("MC-10", "MC-11"), id="neither"),
        pytest.param([make.aim(), z2(), z3()], not_reached("MC-07", "MC-08"), id="the bootcamp is not finished"),
        pytest.param([make.finished(), z2(), z3(ProviderSpecDeliveryMonitoring=[])], not_reached("MC-06"),
                     id="Z0010212 names no bootcamp"),
        pytest.param([make.finished(), z2(), z3(ProviderSpecDeliveryMonitoring=make.boxes("Z0029998"))],
                     no_pay("NP-04"), id="Z0010212 names a bootcamp not allocated"),
        pytest.param([make.finished(), z2(ProviderSpecDeliveryMonitoring=make.boxes("Z0020002")), z3()],
                     not_reached("MC-11"), id="Z0010211 named another bootcamp"),
        pytest.param([make.finished(), z2(ProviderSpecDeliveryMonitoring=make.boxes("Z0020001", "Z0020002")), z3()],
                     not_reached("MC-11"), id="Z0010211 named two bootcamps"),
        pytest.param([make.finished(), z2(), z3(CompStatus=1)], not_reached("MC-13"), id="Z0010212 not completed"),
        pytest.param([make.finished(), z2(), z3(Outcome=3)], not_reached("MC-13"), id="Z0010212 not achieved"),
        pytest.param([make.finished(), z2(), z3(LearnPlanEndDate=date(2024, 8, 13))], no_pay("NP-16"),
                     id="planned end another day"),
        pytest.param([make.finished(), z2(), z3(LearnActEndDate=None)], no_pay("NP-16"), id="no actual end"),
        pytest.param([make.finished(), z2(), z3(date(2024, 8, 21))], no_pay("NP-05"), id="a job offer tomorrow"),
        pytest.param([make.finished(), z2(), z3(date(2024, 8, 4))], PAYABLE,
                     id="AMB-51: the job offer before the interview offer"),
        pytest.param([make.finished(), z2(), z3(date(2024, 7, 1))], PAYABLE,
                     id="AMB-40: a job offer before the bootcamp ended"),
        pytest.param([make.finished(**days(0, 90, 63)), z2(), z3()], PAYABLE,
                     id="AMB-39: 70 % of the bootcamp fails Milestone 2 and earns Milestone 3"),
        pytest.param([make.finished(), z2(Outcome=3, LearnActEndDate=None), z3()], PAYABLE,
                     id="AMB-39: Z0010211 returned is enough, not necessarily paid"),
        pytest.param([make.finished(LearnActEndDate=None), z2(), z3()], ("not checkable", "0.00", set()),
                     id="completed, nobody knows when"),
    ],
)  # fmt: skip
def test_the_conditions(aims: list[Any], wanted: Said) -> None:
    assert said(bootcamp(pay(make.learner(*aims))), "M3") == wanted


@pytest.mark.parametrize(
    ("ended", "offered", "wanted"),
    [
        pytest.param(date(2024, 8, 31), date(2025, 2, 28), PAYABLE, id="31 August to 28 February"),
        pytest.param(date(2024, 8, 31), date(2025, 3, 1), not_reached("MC-12"), id="31 August to 1 March"),
        pytest.param(date(2024, 8, 28), date(2025, 2, 28), PAYABLE, id="28 August to 28 February"),
        pytest.param(date(2024, 7, 31), date(2025, 1, 31), PAYABLE, id="31 July to 31 January"),
        pytest.param(date(2024, 7, 31), date(2025, 2, 1), not_reached("MC-12"), id="31 July to 1 February"),
        pytest.param(date(2024, 7, 15), date(2025, 1, 15), PAYABLE, id="15 July to 15 January"),
        pytest.param(date(2024, 7, 15), date(2025, 1, 16), not_reached("MC-12"), id="15 July to 16 January"),
        pytest.param(date(2024, 6, 30), date(2024, 12, 31), not_reached("MC-12"), id="30 June to 31 December"),
    ],
)
def test_six_calendar_months(ended: date, offered: date, wanted: Said) -> None:
    aims = (make.finished(LearnActEndDate=ended), z2(), z3(offered))
    assert said(bootcamp(pay(make.learner(*aims), prepared=date(2025, 3, 6))), "M3") == wanted


def test_how_late_is_said() -> None:
    aims = (make.finished(), z2(), z3(date(2025, 2, 3)))
    unmet = bootcamp(pay(make.learner(*aims), prepared=date(2025, 3, 6)))["not_met"]
    assert [(one["code"], one["days_or_share"]) for one in unmet] == [("MC-12", "3 days late")]


@pytest.mark.parametrize(
    ("readings", "aims", "wanted"),
    [
        pytest.param('m3_requires_m2 = "payable"', [make.finished(**days(0, 90, 63)), z2(), z3()],
                     not_reached("MC-11"), id="Milestone 2 must be payable, and is not"),
        pytest.param('m3_requires_m2 = "payable"', [make.finished(), z2(), z3()], PAYABLE,
                     id="Milestone 2 must be payable, and is"),
        pytest.param('m3_requires_m2 = "payable"', [make.finished(), z2(Outcome=3), z3()], not_reached("MC-11"),
                     id="Milestone 2 must be payable, returned is not enough"),
        pytest.param("z_status_required = false", [make.finished(), z2(), z3(CompStatus=1)], PAYABLE,
                     id="the state of Z0010212 does not matter"),
        pytest.param("milestone_latest = 2024-08-11", [make.finished(), z2(), z3()], no_pay("NP-05"),
                     id="a job offer after the last day"),
    ],
)  # fmt: skip
def test_the_readings(readings: str, aims: list[Any], wanted: Said) -> None:
    assert said(bootcamp(pay(make.learner(*aims), readings=readings)), "M3") == wanted


# Cross funding year.

OCTOBER = date(2024, 10, 7)
R14 = make.learner(make.finished(), z2())
ONLY_Z3 = make.learner(z3(OCTOBER, AimSeqNumber=1))


def last_year(learner: Any = R14, prepared: date = date(2024, 10, 17)) -> str:
    return make.xml([learner], "2023-24", prepared)


def this_year(learner: Any = ONLY_Z3, prepared: date = date(2024, 12, 5)) -> str:
    return make.xml([learner], "2024-25", prepared)


def test_the_guides_example_pays_all_three() -> None:
    """A-166: May to July 2024 with Milestone 2 in 2023-24 R14, and only Z0010212 in 2024-25."""
    answer = document(settled([last_year(), this_year()]))
    assert [one["amount"] for one in bootcamp(answer)["milestones"].values()] == ["1200.00", "900.00", "900.00"]
    assert answer["totals"][0]["cumulative"] == "3000.00"


def test_with_only_the_2024_25_file_nothing_is_paid() -> None:
    entry = bootcamp(document(settled([this_year()])))
    assert [one["amount"] for one in entry["milestones"].values()] == ["0.00", "0.00", "0.00"]
    assert said(entry, "M3") == not_reached("MC-06")


def test_with_only_the_2023_24_file_milestone_3_waits() -> None:
    assert said(bootcamp(document(settled([last_year()]))), "M3") == not_reached("MC-10")


def test_both_milestone_aims_alone_in_the_newer_year_are_valid() -> None:
    """A-165."""
    finished = make.learner(make.finished())
    later = make.learner(z2(AimSeqNumber=1), z3(OCTOBER, AimSeqNumber=2))
    entry = bootcamp(document(settled([last_year(finished), this_year(later)])))
    assert [one["status"] for one in entry["milestones"].values()] == ["payable"] * 3


def test_a_bootcamp_in_both_years_is_one_and_the_newer_year_counts() -> None:
    """AMB-46: even where the older year's file was prepared later."""
    before = make.aim(LearnPlanEndDate=make.PLANNED_END)
    texts = [
        last_year(make.learner(before), date(2024, 10, 17)),
        this_year(make.learner(make.finished()), date(2024, 9, 5)),
    ]
    entry = bootcamp(document(settled(texts)))
    assert said(entry, "M2") == not_reached("MC-05")


def test_a_bootcamp_that_starts_another_day_is_another_one() -> None:
    other = make.learner(make.aim(LearnStartDate=date(2024, 5, 2)))
    answer = document(settled([last_year(make.learner()), this_year(other)]))
    assert [one["bootcamp"]["LearnStartDate"] for one in answer["bootcamps"]] == ["2024-05-01", "2024-05-02"]
    assert [said(one, "M1")[2] for one in answer["bootcamps"]] == [set(), {"NP-13"}]


def test_another_providers_bootcamp_does_not_count() -> None:
    texts = [last_year(), make.xml([ONLY_Z3], "2024-25", date(2024, 12, 5), 10999992)]
    assert said(bootcamp(document(settled(texts)), ukprn=make.UKPRN), "M3") == not_reached("MC-10")


def test_z0010211_in_an_earlier_return_is_enough() -> None:
    texts = [last_year(prepared=date(2024, 9, 12)), last_year(make.learner(make.finished())), this_year()]
    entry = bootcamp(document(settled(texts)))
    assert (said(entry, "M2"), said(entry, "M3")) == (not_reached("MC-05"), PAYABLE)


def test_z0010211_in_a_return_after_the_day_is_not() -> None:
    texts = [last_year(make.learner(make.finished(), z3())), last_year(prepared=date(2024, 11, 1))]
    found = document(settled(texts, as_of=date(2024, 10, 20)))
    assert said(bootcamp(found), "M3") == not_reached("MC-11")


def test_a_fault_of_the_learner_in_the_newer_year_stops_its_own_milestone_only() -> None:
    """NP-02 on the 2024-25 record stops Milestone 3; what 2023-24 earned under a real ULN stays, also in the JSON."""
    learner = make.learner(z3(OCTOBER, AimSeqNumber=1), ULN=9999999999)
    entry = bootcamp(document(settled([last_year(), this_year(learner)])))
    assert [said(entry, name)[0] for name in ("M1", "M2", "M3")] == ["payable", "payable", "no pay"]
    assert [(one["code"], one["blocks"]) for one in entry["no_pay"]] == [("NP-02", ["M3"])]


def test_a_fault_of_the_learner_in_the_bootcamps_year_stops_all() -> None:
    learner = make.learner(make.finished(), z2(), ULN=9999999999)
    entry = bootcamp(document(settled([last_year(learner), this_year()])))
    assert [said(entry, name) for name in ("M1", "M2", "M3")] == [no_pay("NP-02")] * 3
