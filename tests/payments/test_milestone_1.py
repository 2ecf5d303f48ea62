"""Milestone 1: 14 days have passed, and the learner was in learning on that day (A-139 to A-141, AMB-35, AMB-36)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from openlet.contracts.terms import Contracts
from openlet.reports.pay import document
from tests import make
from tests.payments.settling import bootcamp, codes, pay, said, settled

START = make.START
INCLUSIVE = 'm1_count = "inclusive"'
LITERAL = 'm1_status = "continuing_in_a_return"'
PAYABLE = ("payable", "1200.00", set[str]())


def not_reached(*unmet: str) -> tuple[str, str, set[str]]:
    return ("not reached", "0.00", set(unmet))


NOT_CHECKABLE = ("not checkable", "0.00", set[str]())


def day(number: int) -> date:
    """The day some days after the start."""
    return START + timedelta(days=number)


@pytest.mark.parametrize(
    ("passed", "readings", "wanted"),
    [
        pytest.param(12, "", not_reached("MC-01"), id="day 12: not yet"),
        pytest.param(13, "", not_reached("MC-01"), id="day 13: not yet"),
        pytest.param(14, "", PAYABLE, id="day 14: payable"),
        pytest.param(15, "", PAYABLE, id="day 15: payable"),
        pytest.param(12, INCLUSIVE, not_reached("MC-01"), id="the start counted as day 1, 12 days on: not yet"),
        pytest.param(13, INCLUSIVE, PAYABLE, id="the start counted as day 1, 13 days on: payable"),
        pytest.param(13, LITERAL, not_reached("MC-01"), id="continuing in a return, day 13: not yet"),
        pytest.param(14, LITERAL, PAYABLE, id="continuing in a return, day 14: payable"),
    ],
)
def test_days_since_the_start(passed: int, readings: str, wanted: tuple[str, str, set[str]]) -> None:
    answer = pay(make.learner(), readings=readings, prepared=day(passed))
    assert said(bootcamp(answer), "M1") == wanted


def test_the_days_come_from_the_contract() -> None:
    contracts = Contracts((make.contract(text=make.CONTRACT + "\n[milestones]\nm1_days = 10\n"),))
    found = [document(settled([make.xml([make.learner()], prepared=day(days))], contracts)) for days in (9, 10)]
    assert [said(bootcamp(answer), "M1")[0] for answer in found] == ["not reached", "payable"]


def test_what_is_still_to_come_is_said_with_its_day() -> None:
    unmet = bootcamp(pay(make.learner(), prepared=day(13)))["not_met"][0]
    assert (unmet["days_or_share"], unmet["earliest_possible_date"]) == ("13 days", "2024-05-15")


@pytest.mark.parametrize(
    ("fields", "readings", "wanted"),
    [
        pytest.param({"CompStatus": 2, "LearnActEndDate": day(13)}, "", not_reached("MC-02"), id="completed on day 13"),
        pytest.param({"CompStatus": 2, "LearnActEndDate": day(14)}, "", PAYABLE, id="completed on day 14"),
        pytest.param({"CompStatus": 3, "LearnActEndDate": day(13)}, "", not_reached("MC-02"), id="left on day 13"),
        pytest.param({"CompStatus": 3, "LearnActEndDate": day(14)}, "", PAYABLE, id="left on day 14"),
        pytest.param({"CompStatus": 3, "LearnActEndDate": day(15)}, "", PAYABLE, id="left on day 15"),
        pytest.param({"CompStatus": 3, "LearnActEndDate": day(13)}, INCLUSIVE, PAYABLE, id="inclusive: left on day 13"),
        pytest.param(
            {"CompStatus": 3, "LearnActEndDate": day(12)}, INCLUSIVE, not_reached("MC-02"), id="inclusive: on day 12"
        ),
        pytest.param({"CompStatus": 2, "LearnActEndDate": None}, "", NOT_CHECKABLE, id="completed, nobody knows when"),
        pytest.param({"CompStatus": 3, "LearnActEndDate": None}, "", NOT_CHECKABLE, id="left, nobody knows when"),
        pytest.param({"CompStatus": None}, "", NOT_CHECKABLE, id="no completion status"),
        pytest.param({"CompStatus": 4}, "", NOT_CHECKABLE, id="a completion status that there is not"),
        pytest.param({"CompStatus": 6}, "", ("no pay", "0.00", {"NP-14"}), id="temporarily withdrawn"),
        pytest.param({"CompStatus": 2, "LearnActEndDate": day(40)}, LITERAL, not_reached("MC-02"),
                     id="continuing in a return: never seen continuing"),
        pytest.param({"LearnStartDate": None}, "", NOT_CHECKABLE, id="no start date"),
    ],
)  # fmt: skip
def test_in_learning_on_the_day(fields: dict[str, Any], readings: str, wanted: tuple[str, str, set[str]]) -> None:
    answer = pay(make.learner(make.aim(**fields)), readings=readings, prepared=make.AS_OF)
    assert said(bootcamp(answer), "M1") == wanted


def test_left_early_and_judged_early_gives_both_reasons() -> None:
    answer = pay(make.learner(make.aim(CompStatus=3, LearnActEndDate=day(5))), prepared=day(10))
    assert said(bootcamp(answer), "M1") == not_reached("MC-01", "MC-02")


def test_judged_early_with_the_end_unknown_is_not_reached() -> None:
    answer = pay(make.learner(make.aim(CompStatus=3)), prepared=day(10))
    assert said(bootcamp(answer), "M1") == not_reached("MC-01")


@pytest.mark.parametrize(
    ("earlier", "wanted"),
    [
        pytest.param(day(14), PAYABLE, id="an earlier return of day 14 showed it continuing"),
        pytest.param(day(13), not_reached("MC-02"), id="an earlier return of day 13 is too early"),
    ],
)
def test_continuing_in_an_earlier_return(earlier: date, wanted: tuple[str, str, set[str]]) -> None:
    contracts = Contracts((make.contract(LITERAL),))
    texts = [make.xml([make.learner()], prepared=earlier), make.xml([make.learner(make.finished())])]
    assert said(bootcamp(document(settled(texts, contracts))), "M1") == wanted


def test_seen_continuing_once_is_no_pass_while_the_newest_status_is_missing() -> None:
    contracts = Contracts((make.contract(LITERAL),))
    texts = [make.xml([make.learner()], prepared=day(20)), make.xml([make.learner(make.aim(CompStatus=None))])]
    assert said(bootcamp(document(settled(texts, contracts))), "M1") == NOT_CHECKABLE


UNREADABLE = [
    "LearnStartDate",
    "LearnPlanEndDate",
    "LearnActEndDate",
    "CompStatus",
    "Outcome",
    "OrigLearnStartDate",
]


@pytest.mark.parametrize("element", UNREADABLE)
def test_a_value_that_cannot_be_read_is_never_a_pass(element: str) -> None:
    aim = make.aim(**{element: None})
    aim.raw = {element: "?" * 20}
    entry = bootcamp(pay(make.learner(aim)))
    assert said(entry, "M1") == NOT_CHECKABLE
    assert f"{element} could not be read" in " ".join(entry["milestones"]["M1"]["because"])


@pytest.mark.parametrize("element", ["ULN", "DateOfBirth"])
def test_a_learner_value_that_cannot_be_read_is_never_a_pass(element: str) -> None:
    learner = make.learner(**{element: None})
    learner.raw = {element: "?"}
    status, amount, found = said(bootcamp(pay(learner)), "M1")
    assert (amount, status in ("not checkable", "no pay")) == ("0.00", True), found


@pytest.mark.parametrize(
    ("learner", "because"),
    [
        pytest.param(make.learner(DateOfBirth=None), "DateOfBirth is missing", id="no date of birth"),
        pytest.param(
            make.learner(make.aim(LSDPostcode="B99 9XX")), "not in the postcode table", id="a postcode nobody knows"
        ),
        pytest.param(make.learner(make.aim(LearnPlanEndDate=None)), "LearnPlanEndDate is missing", id="no planned end"),
        pytest.param(
            make.learner(make.aim(), make.aim(AimSeqNumber=2)),
            "returned twice with one start date",
            id="returned twice",
        ),
    ],
)
def test_what_cannot_be_checked_is_never_a_pass(learner: Any, because: str) -> None:
    entry = bootcamp(pay(learner))
    assert said(entry, "M1") == NOT_CHECKABLE
    assert because in " ".join(entry["milestones"]["M1"]["because"])


@pytest.mark.parametrize(
    ("aim", "wanted"),
    [
        pytest.param(make.aim(LSDPostcode="ZZ99 9ZZ"), set(), id="ZZ99 9ZZ is a to-do item and payable"),
        pytest.param(
            make.aim(LSDPostcode="B99 9XX", LearningDeliveryFAM=make.fams("SOF112", "FFI1", "DAM023", "DAM001")), set(),
            id="DAM 001 excuses a postcode that nobody knows",
        ),
    ],
)  # fmt: skip
def test_what_the_guide_lets_pass(aim: Any, wanted: set[str]) -> None:
    assert said(bootcamp(pay(make.learner(aim))), "M1") == ("payable", "1200.00", wanted)


def test_without_a_postcode_table_nothing_is_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openlet.reference.areas._release", lambda: None)
    monkeypatch.setattr("openlet.reference.areas._read", lambda letter: None)
    monkeypatch.setattr("openlet.reference.areas._letter", lambda letter: None)
    for aim in (make.aim(), make.aim(LSDPostcode=None), make.aim(LSDPostcode="ZZ99 9ZZ")):
        assert said(bootcamp(pay(make.learner(aim))), "M1") == NOT_CHECKABLE
    outside = make.aim(LearningDeliveryFAM=make.fams("SOF112", "FFI1", "DAM023", "DAM001"))
    assert said(bootcamp(pay(make.learner(outside))), "M1") == PAYABLE


def test_a_rule_that_crashed_leaves_everything_open(monkeypatch: pytest.MonkeyPatch) -> None:
    import openlet.scale.stage_one as stage

    def crash(aim: object, learner: object, given: object) -> bool:
        raise ZeroDivisionError

    rules = stage.wmca_rules()
    broken = tuple(replace(rule, fault=crash, takes_given=True) if rule.code == "NP-09" else rule for rule in rules)
    assert broken != rules
    monkeypatch.setattr(stage, "wmca_rules", lambda: broken)
    entry = bootcamp(pay(make.learner()))
    assert said(entry, "M1") == NOT_CHECKABLE
    assert "rule NP-09 could not be run" in " ".join(entry["milestones"]["M1"]["because"])
    assert codes(entry, "M1") == set()
