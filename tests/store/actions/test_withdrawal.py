"""Record withdrawal."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openlet.store.actions import WrongInput, outcomes_when_unfinished, withdraw_reasons
from openlet.store.services import undo_version
from tests import make
from tests.payments.settling import bootcamp, said
from tests.store.actions.acting import acted, aims, codes, exported, kept, offer, on_a_bootcamp, paid, planned
from tests.store.keeping import ANN, YEAR, document

LEFT: dict[str, Any] = {"LearnActEndDate": date(2024, 6, 3), "WithdrawReason": 44}


def test_the_preview_says_each_change_in_words() -> None:
    plan = planned(kept(), "record_withdrawal", **LEFT)
    assert plan.title == "Record withdrawal: Z0020001"
    assert plan.sentences == (
        "Completion status of Z0020001: 1 to 3",
        "Learning actual end date of Z0020001: blank to 3 June 2024",
        "Withdrawal reason of Z0020001: blank to 44",
        "Outcome of Z0020001: blank to 3",
    )


def test_a_withdrawn_learner_keeps_milestone_1_and_earns_no_other(tmp_path: Path) -> None:
    acted(kept(), "record_withdrawal", **LEFT)
    text = exported(tmp_path)
    entry = bootcamp(paid(text))
    assert said(entry, "M1") == ("payable", "1200.00", set())
    assert said(entry, "M2") == ("not reached", "0.00", {"MC-05", "MC-07", "MC-08"})
    # The record was due two months after the learner left, which is past on 20 August: the national service refuses it.
    assert codes(text) == {"WMCA_ProvSpecDelMon_01", "WMCA_DPOutcome_01", "R107", "R108"}


@pytest.mark.parametrize(("day", "lost"), [(date(2024, 5, 14), True), (date(2024, 5, 15), False)])
def test_the_loss_of_milestone_1_is_warned_of(day: date, lost: bool) -> None:
    warned = planned(kept(), "record_withdrawal", LearnActEndDate=day, WithdrawReason=44).warnings
    assert any("Milestone 1 is not earned" in warning for warning in warned) is lost


def test_undo_gives_back_the_very_document() -> None:
    learner = kept()
    before = document(learner)
    undo_version(learner, acted(learner, "record_withdrawal", **LEFT).version, ANN)
    assert document(learner) == before


def test_a_learner_on_a_break_who_does_not_come_back_is_withdrawn(tmp_path: Path) -> None:
    learner = kept()
    acted(learner, "start_break", LearnActEndDate=date(2024, 6, 3))
    plan = planned(learner, "record_withdrawal", **LEFT)
    assert plan.sentences == (
        "Completion status of Z0020001: 6 to 3",
        "Withdrawal reason of Z0020001: blank to 44",
    )
    acted(learner, "record_withdrawal", **LEFT)
    assert "NP-14" not in codes(exported(tmp_path))


@pytest.mark.parametrize("outcome", [1, 8])
def test_a_withdrawn_learner_has_not_achieved_and_has_no_outcome_to_come(outcome: int) -> None:
    """The national rules CompStatus_06 and Outcome_09."""
    with pytest.raises(WrongInput) as wrong:
        planned(kept(), "record_withdrawal", **LEFT, Outcome=outcome)
    assert wrong.value.errors == {"Outcome": "Choose the outcome: one of 3, 2."}
    assert [code.label for code in outcomes_when_unfinished(YEAR)] == ["No achievement", "Partial achievement"]


@pytest.mark.parametrize("reason", [None, 1, 99])
def test_the_reason_is_one_of_the_list(reason: int | None) -> None:
    with pytest.raises(WrongInput) as wrong:
        planned(kept(), "record_withdrawal", LearnActEndDate=make.START, WithdrawReason=reason)
    assert wrong.value.errors.keys() == {"WithdrawReason"}
    labels = {code.code: code.label for code in withdraw_reasons(YEAR)}
    assert labels["44"] == "Other personal reasons"
    assert str(reason) not in labels


@pytest.mark.parametrize("status", [2, 3])
def test_a_bootcamp_that_is_over_is_not_withdrawn_from_again(status: int) -> None:
    learner = kept(on_a_bootcamp(CompStatus=status, LearnActEndDate=make.PLANNED_END))
    why_not = offer(learner)["record_withdrawal"].why_not
    assert why_not is not None and "on 31 July 2024" in why_not


def test_a_bootcamp_that_was_restarted_is_ended_on_the_newer_aim() -> None:
    learner = kept()
    acted(learner, "start_break", LearnActEndDate=date(2024, 6, 3))
    acted(learner, "restart_after_break", LearnStartDate=date(2024, 7, 1), LearnPlanEndDate=date(2024, 9, 30))
    assert len(aims(learner)) == 2
    reason = "The learner restarted Z0020001 on 1 July 2024. Choose the aim that starts then."
    assert offer(learner, 0)["record_withdrawal"].why_not == reason
    assert offer(learner, 0)["record_completion"].why_not == reason
    assert offer(learner, 0)["restart_after_break"].why_not == reason
    assert offer(learner, 1)["record_withdrawal"].makes_sense
