"""Record completion."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openlet.store.actions import WrongInput, outcomes_when_completed, record_completion
from openlet.store.refusals import Gone, NotDone
from openlet.store.services import undo_version
from tests import make
from tests.payments.settling import bootcamp, milestone, said
from tests.store.actions.acting import ENDED, acted, aims, codes, exported, kept, offer, on_a_bootcamp, paid, planned
from tests.store.keeping import ANN, YEAR, document, row

DONE: dict[str, Any] = {"LearnActEndDate": ENDED}


def test_the_preview_says_each_change_in_words() -> None:
    plan = planned(kept(), "record_completion", **DONE)
    assert plan.title == "Record completion: Z0020001"
    assert plan.sentences == (
        "Completion status of Z0020001: 1 to 2",
        "Learning actual end date of Z0020001: blank to 31 July 2024",
        "Outcome of Z0020001: blank to 1",
    )


def test_a_completed_learner_is_exported_and_judged_as_completed(tmp_path: Path) -> None:
    learner = kept()
    saved = acted(learner, "record_completion", **DONE)
    assert len(saved.changes) == 3
    assert saved.version == 2
    text = exported(tmp_path)
    assert said(bootcamp(paid(text)), "M1") == ("payable", "1200.00", set())
    assert said(bootcamp(paid(text)), "M2") == ("not reached", "0.00", {"MC-05"})  # only the offer is wanting
    # Only the destination is to be recorded; the national service warns of it too.
    assert codes(text) == {"WMCA_ProvSpecDelMon_01", "WMCA_DPOutcome_02", "R107"}


def test_completion_and_an_offer_together_earn_milestone_2(tmp_path: Path) -> None:
    learner = kept()
    acted(learner, "claim_milestone_2", offered=date(2024, 7, 20))
    acted(learner, "record_completion", **DONE)
    assert milestone(paid(exported(tmp_path)), "M2")["status"] == "payable"


def test_undo_gives_back_the_very_document() -> None:
    learner = kept()
    before = document(learner)
    saved = acted(learner, "record_completion", **DONE)
    assert document(learner) != before
    undo_version(learner, saved.version, ANN)
    assert document(learner) == before


def test_a_reason_for_withdrawal_that_was_left_behind_is_taken_away() -> None:
    learner = kept(on_a_bootcamp(WithdrawReason=3))
    plan = planned(learner, "record_completion", **DONE)
    assert "Withdrawal reason of Z0020001: 3 to blank" in plan.sentences


def test_a_value_that_cannot_be_read_is_replaced_and_shown_as_it_stood() -> None:
    learner = kept()
    aims_before = aims(learner)
    content = document(learner)
    content["Learner"]["LearningDelivery"] = [aims_before[0] | {"LearnActEndDate": "31/7/24"}]
    plan = record_completion(content, YEAR, aims_before[0]["_id"], make.given(), **DONE)
    assert "Learning actual end date of Z0020001: 31/7/24 to 31 July 2024" in plan.sentences


@pytest.mark.parametrize("outcome", [2, 3, 8])
def test_another_outcome_can_be_recorded(outcome: int) -> None:
    learner = kept()
    acted(learner, "record_completion", **DONE, Outcome=outcome)
    assert aims(learner)[0]["Outcome"] == str(outcome)


def test_the_outcomes_to_choose_from_are_those_of_the_guide() -> None:
    assert [(code.code, code.label) for code in outcomes_when_completed(YEAR)][:2] == [
        ("1", "Achieved"),
        ("2", "Partial achievement"),
    ]
    assert [code.code for code in outcomes_when_completed(YEAR)] == ["1", "2", "3", "8"]


def test_all_wrong_inputs_are_told_at_once_each_with_its_field() -> None:
    with pytest.raises(WrongInput) as wrong:
        planned(kept(), "record_completion", LearnActEndDate=None, Outcome=7)
    assert wrong.value.errors == {
        "LearnActEndDate": "Enter the last day that the learner attended.",
        "Outcome": "Choose the outcome: one of 1, 2, 3, 8.",
    }


def test_a_last_day_before_the_start_is_refused() -> None:
    with pytest.raises(WrongInput, match="The last day is 30 April 2024, before Z0020001 started on 1 May 2024"):
        planned(kept(), "record_completion", LearnActEndDate=date(2024, 4, 30))
    assert planned(kept(LearnRefNumber="L0002"), "record_completion", LearnActEndDate=make.START).steps


# Warnings: 80 % of the planned days are from 1 May to 12 July 2024 (72.8 of 91).


def test_less_than_80_percent_is_warned_of() -> None:
    learner = kept()
    early = planned(learner, "record_completion", LearnActEndDate=date(2024, 7, 12)).warnings
    assert any(warning.startswith("Only 79.1% of the bootcamp was done") for warning in early)
    enough = planned(learner, "record_completion", LearnActEndDate=date(2024, 7, 13)).warnings
    assert not any("of the bootcamp was done" in warning for warning in enough)


def test_a_last_day_in_the_future_is_warned_of() -> None:
    learner = kept()
    warned = planned(learner, "record_completion", LearnActEndDate=date(2024, 8, 21)).warnings
    assert any("cannot be the last day of attendance" in warning for warning in warned)
    today = planned(learner, "record_completion", LearnActEndDate=make.AS_OF).warnings
    assert not any("cannot be the last day of attendance" in warning for warning in today)


def test_leaving_before_day_14_is_warned_of() -> None:
    learner = kept()
    warned = planned(learner, "record_completion", LearnActEndDate=date(2024, 5, 14)).warnings
    assert any("before day 14" in warning for warning in warned)
    assert not any("before day 14" in one for one in planned(learner, "record_completion", **DONE).warnings)


def test_the_destination_that_is_due_now_is_named() -> None:
    warned = planned(kept(), "record_completion", **DONE).warnings
    assert any("no WMCA destination code" in warning for warning in warned)


def test_what_was_wrong_before_is_not_said_again() -> None:
    learner = kept(on_a_bootcamp(LearningDeliveryFAM=make.fams("SOF112", "FFI1")))
    assert not any("023" in warning for warning in planned(learner, "record_completion", **DONE).warnings)


# When it makes no sense.


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"CompStatus": 2, "LearnActEndDate": ENDED}, "Z0020001 was completed on 31 July 2024."),
        ({"CompStatus": 3, "LearnActEndDate": ENDED}, "Z0020001 was withdrawn on 31 July 2024."),
        ({"CompStatus": 6, "LearnActEndDate": ENDED}, "Z0020001 is on a break. Record the restart first."),
    ],
)
def test_a_bootcamp_that_is_over_is_not_completed_again(fields: dict[str, object], reason: str) -> None:
    learner = kept(on_a_bootcamp(**fields))
    why_not = offer(learner)["record_completion"].why_not
    assert why_not is not None and why_not.startswith(reason)
    with pytest.raises(NotDone, match=reason):
        planned(learner, "record_completion", **DONE)


def test_an_aim_that_somebody_removed_is_said_to_be_gone() -> None:
    with pytest.raises(Gone):
        record_completion(document(kept()), YEAR, "nothing", make.given(), **DONE)


def test_nothing_is_changed_by_a_plan() -> None:
    learner = kept()
    before = document(learner)
    content = document(learner)
    plan = record_completion(content, YEAR, aims(learner)[0]["_id"], make.given(), **DONE)
    assert content == before
    assert plan.applied_to(content, YEAR)["Learner"]["LearningDelivery"][0]["CompStatus"] == "2"
    assert content == before
    assert row(learner).version == 1
