"""Start a break, and restart after it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openlet.ilr.records import AppFinRecord, LearningDeliveryFAM
from openlet.store.actions import WrongInput
from openlet.store.documents import without_ids
from openlet.store.services import undo_version
from tests import make
from tests.payments.settling import bootcamp, said
from tests.store.actions.acting import acted, aims, codes, exported, kept, offer, on_a_bootcamp, paid, planned
from tests.store.keeping import ANN, document

LEFT, BACK, END = date(2024, 6, 3), date(2024, 7, 1), date(2024, 8, 30)
RETURNS: dict[str, Any] = {"LearnStartDate": BACK, "LearnPlanEndDate": END}


def on_a_break(**fields: Any) -> int:
    """The key of a learner whose break has started."""
    learner = kept(on_a_bootcamp(**fields))
    acted(learner, "start_break", LearnActEndDate=LEFT)
    return learner


def test_the_preview_of_a_break_says_each_change_and_that_nothing_new_is_paid() -> None:
    plan = planned(kept(), "start_break", LearnActEndDate=LEFT)
    assert plan.title == "Start a break: Z0020001"
    assert plan.sentences == (
        "Completion status of Z0020001: 1 to 6",
        "Learning actual end date of Z0020001: blank to 3 June 2024",
        "Outcome of Z0020001: blank to 3",
    )
    assert len(plan.warnings) == 1
    assert "(temporarily withdrawn), so nothing new is paid" in plan.warnings[0]


def test_a_bootcamp_on_a_break_is_judged_by_np_14_alone(tmp_path: Path) -> None:
    on_a_break()
    text = exported(tmp_path)
    assert codes(text) == {"NP-14"}
    assert said(bootcamp(paid(text)), "M1") == ("no pay", "0.00", {"NP-14"})


def test_a_break_is_undone() -> None:
    learner = kept()
    before = document(learner)
    undo_version(learner, acted(learner, "start_break", LearnActEndDate=LEFT).version, ANN)
    assert document(learner) == before


def test_a_break_has_no_outcome_that_only_a_finished_course_can_have() -> None:
    with pytest.raises(WrongInput) as wrong:
        planned(kept(), "start_break", LearnActEndDate=None, Outcome=1)
    assert wrong.value.errors.keys() == {"LearnActEndDate", "Outcome"}


def test_a_break_needs_a_bootcamp_that_goes_on() -> None:
    assert offer(on_a_break())["start_break"].why_not == "Z0020001 is on a break. Record the restart first."


def test_the_preview_of_a_restart_says_all_that_is_entered() -> None:
    plan = planned(on_a_break(), "restart_after_break", **RETURNS)
    assert plan.title == "Restart after a break: Z0020001"
    assert plan.sentences == (
        "New aim Z0020001, number 2",
        "Aim type: 4",
        "Learning start date: 1 July 2024",
        "Original learning start date: 1 May 2024",
        "Learning planned end date: 30 August 2024",
        "Funding model: 35",
        "Delivery location postcode: B1 1AA",
        "Learning start date postcode: B1 1AA",
        "Completion status: 1",
        "Funding and monitoring: SOF 112, FFI 1, DAM 023, RES 1",
    )
    assert plan.warnings == ()


def test_a_restart_brings_no_message_with_it_and_earns_again(tmp_path: Path) -> None:
    learner = on_a_break()
    saved = acted(learner, "restart_after_break", **RETURNS)
    assert saved.record == aims(learner)[1]["_id"]
    text = exported(tmp_path)
    assert codes(text) == {"NP-14"}  # on the first spell, which stays as it is
    answer = paid(text)
    assert said(bootcamp(answer, start=make.START), "M1")[0] == "no pay"
    assert said(bootcamp(answer, start=BACK), "M1") == ("payable", "1200.00", set())


def test_a_restarted_bootcamp_is_completed_and_claimed_on_the_new_aim(tmp_path: Path) -> None:
    learner = on_a_break()
    acted(learner, "restart_after_break", **RETURNS)
    given = make.given(as_of=date(2024, 9, 30))
    acted(learner, "record_completion", at=1, given=given, LearnActEndDate=END)
    acted(learner, "claim_milestone_2", at=1, given=given, offered=date(2024, 9, 5))
    answer = paid(exported(tmp_path, prepared=date(2024, 9, 30)))
    assert said(bootcamp(answer, start=BACK), "M2") == ("payable", "900.00", set())


def test_what_came_of_the_first_spell_is_not_taken_over() -> None:
    learner = on_a_break(
        PHours=60,
        PartnerUKPRN=10999992,
        SWSupAimId="1f7a0b6e-0000-4000-8000-000000000001",
        AddHours=3,
        OutGrade="PA",
        LearningDeliveryFAM=[
            *make.fams("SOF112", "FFI2", "DAM023", "LDM378"),
            LearningDeliveryFAM(
                LearnDelFAMType="LSF",
                LearnDelFAMCode="1",
                LearnDelFAMDateFrom=make.START,
                LearnDelFAMDateTo=LEFT,
            ),
        ],
        ProviderSpecDeliveryMonitoring=make.boxes("Contribution 10", "WMCA5.0", "our own note"),
        AppFinRecord=[AppFinRecord(AFinType="TNP", AFinCode=1, AFinDate=make.START, AFinAmount=100)],
    )
    acted(learner, "restart_after_break", **RETURNS)
    assert without_ids(aims(learner)[1]) == {
        "LearnAimRef": "Z0020001",
        "AimType": "4",
        "AimSeqNumber": "2",
        "LearnStartDate": "2024-07-01",
        "OrigLearnStartDate": "2024-05-01",
        "LearnPlanEndDate": "2024-08-30",
        "FundModel": "35",
        "PHours": "60",
        "PartnerUKPRN": "10999992",
        "DelLocPostCode": "B1 1AA",
        "LSDPostcode": "B1 1AA",
        "AddHours": "3",
        "CompStatus": "1",
        "LearningDeliveryFAM": [
            {"LearnDelFAMType": pair[:3], "LearnDelFAMCode": pair[3:]}
            for pair in ("SOF112", "FFI2", "DAM023", "LDM378", "RES1")
        ],
        "ProviderSpecDeliveryMonitoring": [
            {"ProvSpecDelMonOccur": "A", "ProvSpecDelMon": "Contribution 10"},
            {"ProvSpecDelMonOccur": "C", "ProvSpecDelMon": "our own note"},
        ],
    }
    ids = [tree["_id"] for aim in aims(learner) for tree in aim["LearningDeliveryFAM"]]
    assert len(set(ids)) == len(ids)


def test_a_second_restart_keeps_the_first_start(tmp_path: Path) -> None:
    learner = on_a_break()
    acted(learner, "restart_after_break", **RETURNS)
    acted(learner, "start_break", at=1, LearnActEndDate=date(2024, 7, 10))
    acted(learner, "restart_after_break", at=1, LearnStartDate=date(2024, 7, 22), LearnPlanEndDate=END)
    third = aims(learner)[2]
    assert third["OrigLearnStartDate"] == "2024-05-01"
    assert [fam["LearnDelFAMType"] for fam in third["LearningDeliveryFAM"]].count("RES") == 1
    assert codes(exported(tmp_path)) == {"NP-14"}


def test_a_restart_is_undone() -> None:
    learner = on_a_break()
    before = document(learner)
    undo_version(learner, acted(learner, "restart_after_break", **RETURNS).version, ANN)
    assert document(learner) == before


def test_a_restart_outside_the_contract_is_warned_of() -> None:
    late = RETURNS | {"LearnPlanEndDate": date(2025, 8, 1)}
    warned = planned(on_a_break(), "restart_after_break", **late).warnings
    assert any("the contract allows planned ends from 15 April 2024 to 31 July 2025" in warning for warning in warned)


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"LearnStartDate": LEFT}, {"LearnStartDate"}),
        ({"LearnStartDate": None}, {"LearnStartDate"}),
        ({"LearnPlanEndDate": date(2024, 6, 30)}, {"LearnPlanEndDate"}),
        ({"LearnStartDate": None, "LearnPlanEndDate": None}, {"LearnStartDate", "LearnPlanEndDate"}),
    ],
)
def test_a_restart_lies_after_the_break_and_ends_after_it_starts(change: dict[str, Any], errors: set[str]) -> None:
    with pytest.raises(WrongInput) as wrong:
        planned(on_a_break(), "restart_after_break", **(RETURNS | change))
    assert wrong.value.errors.keys() == errors


def test_a_restart_may_begin_the_day_after_and_end_on_the_day_it_begins() -> None:
    day = date(2024, 6, 4)
    assert planned(on_a_break(), "restart_after_break", LearnStartDate=day, LearnPlanEndDate=day).steps


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "Z0020001 is not on a break. Start the break first, with the last day that the learner attended."),
        (
            {"CompStatus": 3, "LearnActEndDate": LEFT},
            "Z0020001 was withdrawn on 3 June 2024. If that is wrong, correct its end details.",
        ),
        (
            {"CompStatus": 6},
            "Z0020001 lacks its start or its last day before the break. Enter both first.",
        ),
    ],
)
def test_a_restart_needs_a_break(fields: dict[str, Any], reason: str) -> None:
    assert offer(kept(on_a_bootcamp(**fields)))["restart_after_break"].why_not == reason
