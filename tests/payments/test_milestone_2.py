"""Milestone 2: Z0010211, the bootcamp completed and achieved, 80 % of it done (A-142 to A-147)."""

from datetime import date, timedelta
from typing import Any

import pytest

from openlet.contracts.terms import Contracts
from openlet.reports.pay import document
from tests import make
from tests.payments.settling import bootcamp, pay, said, settled

OFFER = date(2024, 8, 5)
PAYABLE = ("payable", "900.00", set[str]())
Said = tuple[str, str, set[str]]


def not_reached(*unmet: str) -> Said:
    return ("not reached", "0.00", set(unmet))


def no_pay(*codes: str) -> Said:
    return ("no pay", "0.00", set(codes))


def z2(**fields: Any) -> Any:
    """A Z0010211 with nothing wrong; ``fields`` override."""
    return make.milestone("Z0010211", OFFER, **fields)


def days(first: int, length: int, actual: int) -> dict[str, date]:
    """A start some days after the usual one, the planned length and the days to the actual end."""
    start = make.START + timedelta(days=first)
    return {
        "LearnStartDate": start,
        "LearnPlanEndDate": start + timedelta(days=length),
        "LearnActEndDate": start + timedelta(days=actual),
    }


@pytest.mark.parametrize(
    ("aims", "wanted"),
    [
        pytest.param([make.finished(), z2()], PAYABLE, id="everything is there"),
        pytest.param([make.finished()], not_reached("MC-05"), id="the finished bootcamp alone pays nothing"),
        pytest.param([make.aim(), z2()], not_reached("MC-07", "MC-08"), id="Z0010211 alone pays nothing"),
        pytest.param([make.finished(), z2(ProviderSpecDeliveryMonitoring=[])], not_reached("MC-06"),
                     id="Z0010211 names no bootcamp"),
        pytest.param([make.finished(), z2(ProviderSpecDeliveryMonitoring=make.boxes("Z0020001", "Z0020002"))],
                     not_reached("MC-06"), id="Z0010211 names two bootcamps"),
        pytest.param([make.finished(), z2(ProviderSpecDeliveryMonitoring=make.boxes("Z0020002"))],
                     not_reached("MC-06"), id="Z0010211 names a bootcamp the learner was not on"),
        pytest.param([make.finished(), z2(ProviderSpecDeliveryMonitoring=make.boxes("Z0029998"))],
                     no_pay("NP-04"), id="Z0010211 names a bootcamp not allocated"),
        pytest.param([make.finished(), z2(ProviderSpecDeliveryMonitoring=make.boxes("x", "y", "z", " Z0020001 "))],
                     PAYABLE, id="the reference in box D, with blanks around it"),
        pytest.param([make.finished(), z2(ProviderSpecDeliveryMonitoring=make.boxes("Z0020001", "Z0020001"))],
                     PAYABLE, id="the same reference twice is one"),
        pytest.param([make.finished(CompStatus=3), z2()], not_reached("MC-07"), id="the bootcamp not completed"),
        pytest.param([make.finished(Outcome=3), z2()], not_reached("MC-08"), id="the bootcamp not achieved"),
        pytest.param([make.finished(Outcome=2), z2()], not_reached("MC-08"), id="partial achievement pays nothing"),
        pytest.param([make.finished(Outcome=None), z2()], not_reached("MC-08"), id="no outcome"),
        pytest.param([make.finished(), z2(CompStatus=1)], not_reached("MC-13"), id="Z0010211 not completed"),
        pytest.param([make.finished(), z2(Outcome=3)], not_reached("MC-13"), id="Z0010211 not achieved"),
        pytest.param([make.finished(), z2(Outcome=None)], not_reached("MC-13"), id="Z0010211 without outcome"),
        pytest.param([make.finished(), z2(LearnPlanEndDate=OFFER + timedelta(days=1))], no_pay("NP-15"),
                     id="planned end another day"),
        pytest.param([make.finished(), z2(LearnActEndDate=OFFER - timedelta(days=1))], no_pay("NP-15"),
                     id="actual end another day"),
        pytest.param([make.finished(), z2(LearnActEndDate=None)], no_pay("NP-15"), id="no actual end"),
        pytest.param([make.finished(), make.milestone("Z0010211", make.AS_OF + timedelta(days=1))], no_pay("NP-05"),
                     id="an offer tomorrow"),
        pytest.param([make.finished(), make.milestone("Z0010211", make.AS_OF)], PAYABLE, id="an offer today"),
        pytest.param([make.finished(), make.milestone("Z0010211", date(2024, 7, 1))], PAYABLE,
                     id="AMB-51: an offer before the bootcamp ended"),
        pytest.param([make.finished(), z2(LearningDeliveryFAM=make.fams("SOF112", "FFI2", "DAM023"))],
                     no_pay("NP-08"), id="co-funded without a text"),
        pytest.param([make.finished(), z2(ProviderSpecDeliveryMonitoring=make.boxes("Z0020001", "Contribution 10"))],
                     no_pay("NP-08"), id="a text without co-funded"),
        pytest.param([make.finished(), z2(LearningDeliveryFAM=make.fams("SOF112", "FFI1"))], PAYABLE,
                     id="AMB-16: DAM 023 missing on Z0010211 is a to-do item"),
        pytest.param([make.finished(LearnActEndDate=None), z2()], ("not checkable", "0.00", set()),
                     id="completed, nobody knows when"),
        pytest.param([make.finished(LearnPlanEndDate=None), z2()], ("not checkable", "0.00", set()),
                     id="nobody knows the planned end"),
        pytest.param([make.finished(LearnPlanEndDate=date(2024, 4, 30)), z2()], ("not checkable", "0.00", set()),
                     id="planned to end before the start"),
    ],
)  # fmt: skip
def test_the_conditions(aims: list[Any], wanted: Said) -> None:
    assert said(bootcamp(pay(make.learner(*aims))), "M2") == wanted


@pytest.mark.parametrize(
    ("dates", "readings", "wanted"),
    [
        pytest.param(days(0, 90, 71), "", not_reached("MC-09"), id="71 of 90 days is under 80 %"),
        pytest.param(days(0, 90, 72), "", PAYABLE, id="72 of 90 days is 80 %"),
        pytest.param(days(0, 89, 71), "", not_reached("MC-09"), id="71 of 89 days is 79.8 %"),
        pytest.param(days(0, 89, 71), 'share_count = "inclusive"', PAYABLE, id="inclusive: 72 of 90 days"),
        pytest.param(days(0, 89, 72), "", PAYABLE, id="72 of 89 days"),
        pytest.param(days(0, 90, 71), 'share_count = "inclusive"', not_reached("MC-09"), id="inclusive: 72 of 91"),
        pytest.param(days(0, 0, 0), "", PAYABLE, id="a one-day course that ended on its day"),
        pytest.param(days(0, 50, 70), "", PAYABLE, id="an overrun"),
        pytest.param(days(0, 50, -1), "", not_reached("MC-09"), id="ended before it started"),
    ],
)
def test_the_share_of_the_course(dates: dict[str, date], readings: str, wanted: Said) -> None:
    assert said(bootcamp(pay(make.learner(make.finished(**dates), z2()), readings=readings)), "M2") == wanted


def test_the_share_required_comes_from_the_contract() -> None:
    contracts = Contracts((make.contract(text=make.CONTRACT + '\n[milestones]\nshare_required = "0.785"\n'),))
    found = [
        document(settled([make.xml([make.learner(make.finished(**days(0, 200, count)), z2(
            LearnStartDate=date(2024, 11, 30), LearnPlanEndDate=date(2024, 11, 30), LearnActEndDate=date(2024, 11, 30)
        ))], prepared=date(2024, 12, 1))], contracts))
        for count in (156, 157)
    ]  # fmt: skip
    assert [said(bootcamp(one), "M2")[0] for one in found] == ["not reached", "payable"]


def test_the_share_is_said_as_a_number() -> None:
    unmet = bootcamp(pay(make.learner(make.finished(**days(0, 14, 11)), z2())))["not_met"]
    assert [(one["milestone"], one["days_or_share"]) for one in unmet if one["code"] == "MC-09"] == [("M2", "0.786")]


@pytest.mark.parametrize(
    ("readings", "aims", "wanted"),
    [
        pytest.param("z_status_required = false", [make.finished(), z2(CompStatus=1, Outcome=None)], PAYABLE,
                     id="the state of Z0010211 does not matter"),
        pytest.param('dam023_on_z = "no_pay"', [make.finished(), z2(LearningDeliveryFAM=make.fams("SOF112", "FFI1"))],
                     no_pay("NP-09"), id="DAM 023 on Z0010211 is asked for"),
        pytest.param("milestone_latest = 2024-08-04", [make.finished(), z2()], no_pay("NP-05"),
                     id="an offer after the last day"),
        pytest.param("milestone_latest = 2024-08-05", [make.finished(), z2()], PAYABLE, id="an offer on the last day"),
        pytest.param('restart_basis = "original"',
                     [make.finished(**days(0, 90, 71), OrigLearnStartDate=date(2024, 4, 1)), z2()], PAYABLE,
                     id="after a restart the original start counts"),
        pytest.param("", [make.finished(**days(0, 90, 71), OrigLearnStartDate=date(2024, 4, 1)), z2()],
                     not_reached("MC-09"), id="after a restart the record's own start counts"),
        pytest.param('restart_basis = "original"', [make.finished(**days(0, 90, 71)), z2()], not_reached("MC-09"),
                     id="no original start: the record's"),
        pytest.param("m2_requires_m1 = true", [make.finished(**days(0, 10, 10)), z2()], not_reached("MC-03"),
                     id="Milestone 1 is asked for and not reached"),
        pytest.param("", [make.finished(**days(0, 10, 10)), z2()], PAYABLE,
                     id="AMB-48: Milestone 2 without Milestone 1"),
        pytest.param("m2_requires_m1 = true", [make.finished(), z2()], PAYABLE,
                     id="Milestone 1 is asked for and payable"),
    ],
)  # fmt: skip
def test_the_readings(readings: str, aims: list[Any], wanted: Said) -> None:
    assert said(bootcamp(pay(make.learner(*aims), readings=readings)), "M2") == wanted


@pytest.mark.parametrize(
    ("basis", "wanted"),
    [
        pytest.param("first", not_reached("MC-09"), id="first: shortening the course does not help"),
        pytest.param("latest", PAYABLE, id="latest: the newest planned end counts"),
    ],
)
def test_a_planned_end_that_was_moved(basis: str, wanted: Said) -> None:
    """AMB-11: judged on the first value seen, with a to-do item."""
    contracts = Contracts((make.contract(f'planned_end_basis = "{basis}"'),))
    now = make.finished(LearnPlanEndDate=date(2024, 6, 30), LearnActEndDate=date(2024, 6, 30))
    texts = [make.xml([make.learner()], prepared=date(2024, 5, 20)), make.xml([make.learner(now, z2())])]
    entry = bootcamp(document(settled(texts, contracts)))
    assert said(entry, "M2") == wanted
    assert "WMCA_LearnPlanEndDate_90" in {one["code"] for one in entry["to_do"]}


def test_the_first_planned_end_that_was_there_counts() -> None:
    """A return that had none says nothing; the first that had one counts."""
    blank, moved = make.aim(LearnPlanEndDate=None), make.aim(LearnPlanEndDate=date(2024, 6, 30))
    texts = [
        make.xml([make.learner(blank)], prepared=date(2024, 5, 20)),
        make.xml([make.learner(moved)], prepared=date(2024, 6, 20)),
        make.xml([make.learner(make.finished(LearnActEndDate=date(2024, 6, 20)), z2())]),
    ]
    assert said(bootcamp(document(settled(texts))), "M2") == PAYABLE


@pytest.mark.parametrize(
    ("aims", "wanted"),
    [
        pytest.param([z2(CompStatus=1), z2(AimSeqNumber=3)], PAYABLE, id="of two the good one counts"),
        pytest.param([z2(), z2(AimSeqNumber=3, CompStatus=1)], PAYABLE, id="in any order"),
        pytest.param([z2(LearnActEndDate=None), make.milestone("Z0010211", date(2024, 8, 6), AimSeqNumber=3)], PAYABLE,
                     id="a later good one makes up for an earlier wrong one"),
        pytest.param([z2(CompStatus=1), z2(AimSeqNumber=3, Outcome=3)], not_reached("MC-13"), id="two wrong ones"),
    ],
)  # fmt: skip
def test_several_milestone_aims(aims: list[Any], wanted: Said) -> None:
    assert said(bootcamp(pay(make.learner(make.finished(), *aims))), "M2") == wanted


def test_a_milestone_aim_returned_in_two_years_counts_as_in_the_newer() -> None:
    good, wrong = make.learner(make.finished(), z2()), make.learner(z2(Outcome=3, AimSeqNumber=1))
    texts = [make.xml([good], prepared=date(2024, 10, 17)), make.xml([wrong], "2024-25", date(2024, 12, 5))]
    assert said(bootcamp(document(settled(texts))), "M2") == not_reached("MC-13")


def test_a_milestone_aim_that_cannot_be_read_is_never_a_pass() -> None:
    aim = z2(CompStatus=None)
    aim.raw = {"CompStatus": "?"}
    entry = bootcamp(pay(make.learner(make.finished(), aim), readings="z_status_required = false"))
    assert said(entry, "M2") == ("not checkable", "0.00", set())
