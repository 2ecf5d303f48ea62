"""Claim milestone 2 and milestone 3: the aims, what they earn, and when there is nothing to claim."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openlet.store.actions import WrongInput, available, claim_milestone_3
from openlet.store.documents import without_ids
from openlet.store.services import carry_out, undo_version
from tests import make
from tests.payments.settling import bootcamp, said
from tests.store.actions.acting import (
    JOB,
    OFFERED,
    acted,
    aims,
    codes,
    exported,
    kept,
    offer,
    on_a_bootcamp,
    paid,
    planned,
    year_kept,
)
from tests.store.keeping import ANN, document

ENDED = date(2024, 7, 12)
BOTH = pytest.mark.parametrize("name", ["claim_milestone_2", "claim_milestone_3"])


def completed(**fields: Any) -> int:
    """The key of a learner who has completed and has a destination."""
    aim = make.finished(**{"LearnPlanEndDate": ENDED, "LearnActEndDate": ENDED, **fields})
    return kept(aim, progression=make.progression(make.outcome(code=1)))


def test_the_preview_of_milestone_2_says_all_that_is_entered() -> None:
    plan = planned(completed(), "claim_milestone_2", offered=OFFERED)
    assert plan.title == "Claim milestone 2: Z0020001"
    assert plan.sentences == (
        "New aim Z0010211, number 2",
        "Aim type: 4",
        "Learning start date: 19 July 2024",
        "Learning planned end date: 19 July 2024",
        "Funding model: 35",
        "Delivery location postcode: B1 1AA",
        "Learning start date postcode: B1 1AA",
        "Completion status: 2",
        "Learning actual end date: 19 July 2024",
        "Outcome: 1",
        "Funding and monitoring: SOF 112, FFI 1, DAM 023",
        "Box A: Z0020001",
    )
    assert plan.warnings == ()


def test_a_claim_of_milestone_2_is_one_step_and_is_paid(tmp_path: Path) -> None:
    learner = completed()
    saved = acted(learner, "claim_milestone_2", offered=OFFERED)
    assert (saved.version, len(saved.changes)) == (2, 1)
    assert saved.record == aims(learner)[1]["_id"]
    text = exported(tmp_path)
    assert said(bootcamp(paid(text)), "M2") == ("payable", "900.00", set())
    assert codes(text) == set()


def test_a_claim_of_milestone_3_after_milestone_2_is_paid(tmp_path: Path) -> None:
    learner = completed()
    acted(learner, "claim_milestone_2", offered=OFFERED)
    assert planned(learner, "claim_milestone_3", offered=JOB).warnings == ()
    acted(learner, "claim_milestone_3", offered=JOB)
    text = exported(tmp_path)
    assert said(bootcamp(paid(text)), "M3") == ("payable", "900.00", set())
    assert [aim["AimSeqNumber"] for aim in aims(learner)] == ["1", "2", "3"]
    assert codes(text) == set()


@BOTH
def test_undo_takes_the_aim_away_and_leaves_the_rest_as_it_was(name: str) -> None:
    learner = completed()
    before = document(learner)
    undo_version(learner, acted(learner, name, offered=OFFERED).version, ANN)
    assert document(learner) == before


def test_the_employers_contribution_is_on_the_claim_as_on_the_bootcamp(tmp_path: Path) -> None:
    learner = completed(
        LearningDeliveryFAM=make.fams("SOF112", "FFI2", "DAM023"),
        ProviderSpecDeliveryMonitoring=make.boxes("WMCA1.3", "contribution  30", "our own note"),
    )
    acted(learner, "claim_milestone_2", offered=OFFERED)
    held = without_ids(aims(learner)[1])
    assert [box["ProvSpecDelMon"] for box in held["ProviderSpecDeliveryMonitoring"]] == [
        "Z0020001",
        "contribution  30",  # as it stands there; neither the destination nor a note of the provider's own
    ]
    assert {"LearnDelFAMType": "FFI", "LearnDelFAMCode": "2"} in held["LearningDeliveryFAM"]
    assert said(bootcamp(paid(exported(tmp_path))), "M2") == ("payable", "630.00", set())


def test_only_the_codes_that_wmca_asks_for_are_taken_over() -> None:
    learner = completed(LearningDeliveryFAM=make.fams("SOF112", "FFI1", "DAM001", "DAM023", "LDM378", "RES1"))
    acted(learner, "claim_milestone_2", offered=OFFERED)
    pairs = [fam["LearnDelFAMType"] + fam["LearnDelFAMCode"] for fam in aims(learner)[1]["LearningDeliveryFAM"]]
    assert pairs == ["SOF112", "FFI1", "DAM001", "DAM023"]


def test_the_codes_that_wmca_always_wants_are_there_though_the_bootcamp_lacks_them() -> None:
    learner = completed(LearningDeliveryFAM=make.fams("FFI1"))
    plan = planned(learner, "claim_milestone_2", offered=OFFERED)
    assert "Funding and monitoring: SOF 112, FFI 1, DAM 023" in plan.sentences
    assert any("DAM" in warning for warning in plan.warnings)  # NP-09 on the bootcamp keeps it from being paid


def test_the_number_is_the_lowest_that_is_free() -> None:
    learner = kept(make.finished(AimSeqNumber=1), make.aim(AimSeqNumber=3, LearnAimRef="Z0020002"))
    acted(learner, "claim_milestone_2", offered=OFFERED)
    assert aims(learner)[-1]["AimSeqNumber"] == "2"


# The funding model depends on the day of the offer (AMB-13).


@pytest.mark.parametrize(
    ("of", "offered", "own", "readings", "entered"),
    [
        ("2023-24", date(2024, 7, 31), 35, "", "35"),
        ("2023-24", date(2024, 8, 1), 35, "", "35"),  # the list of 2023-24 has no 38
        ("2024-25", date(2024, 7, 31), 38, "", "35"),
        ("2024-25", date(2024, 8, 1), 35, "", "38"),
        ("2024-25", date(2024, 8, 1), 35, "fund_models = { from_2024_08 = [35] }", "35"),
        ("2024-25", date(2024, 8, 1), 38, "fund_models = { from_2024_08 = [11] }", "11"),
        ("2024-25", date(2024, 8, 1), 36, "fund_models = { from_2024_08 = [70] }", "36"),  # none can be had: its own
    ],
)
def test_the_funding_model_is_one_that_the_contract_and_the_year_allow(
    of: str, offered: date, own: int, readings: str, entered: str
) -> None:
    learner = kept(make.finished(FundModel=own, LearnActEndDate=date(2024, 7, 15)), of=of)
    given = make.given(readings, of, date(2024, 10, 10))
    plan = planned(learner, "claim_milestone_2", given=given, offered=offered)
    assert f"Funding model: {entered}" in plan.sentences


# A bootcamp of an earlier year.


def test_a_job_offer_in_the_next_year_is_paid_though_the_bootcamp_is_not_returned_again(tmp_path: Path) -> None:
    before = completed()
    acted(before, "claim_milestone_2", offered=OFFERED)
    first = exported(tmp_path)
    after = kept(of="2024-25", LearningDelivery=[])
    october, earlier = date(2024, 10, 7), (document(before), year_kept(before))
    given, aim = make.given(year="2024-25", as_of=date(2024, 11, 1)), aims(before)[0]["_id"]
    offers = {one.action: one for one in available(document(after), year_kept(after), aim, given, earlier)}
    assert offers["claim_milestone_2"].why_not == (
        "Z0010211 for Z0020001 is there already, dated 19 July 2024. If a date is wrong, correct it on that aim."
    )
    assert offers["claim_milestone_3"].makes_sense
    assert offers["record_completion"].why_not == (
        "Z0020001 is in the return of 2023-24. Open the learner in that year."
    )
    plan = claim_milestone_3(document(after), year_kept(after), aim, given, offered=october, earlier=earlier)
    assert plan.warnings == ()
    assert "Funding model: 38" in plan.sentences
    carry_out(after, plan.steps, 1, ANN, plan.reads)
    second = exported(tmp_path / "next", "2024-25", date(2024, 11, 1))
    answer = paid(first, second, as_of=date(2024, 11, 1))
    assert said(bootcamp(answer), "M3") == ("payable", "900.00", set())


@pytest.mark.parametrize(("day", "late"), [(date(2025, 1, 12), False), (date(2025, 1, 13), True)])
def test_the_warnings_know_the_bootcamp_of_the_earlier_year(day: date, late: bool) -> None:
    before, after = completed(), kept(of="2024-25", LearningDelivery=[])
    acted(before, "claim_milestone_2", offered=OFFERED)
    given, aim = make.given(year="2024-25", as_of=date(2025, 3, 1)), aims(before)[0]["_id"]
    earlier = (document(before), year_kept(before))
    plan = claim_milestone_3(document(after), year_kept(after), aim, given, offered=day, earlier=earlier)
    assert any("more than 6 months after the bootcamp ended" in warning for warning in plan.warnings) is late
    assert not any("was ever returned" in warning for warning in plan.warnings)


# Warnings.


def warned(learner: int, name: str, offered: date, **given: Any) -> str:
    return " ".join(planned(learner, name, offered=offered, **given).warnings)


@BOTH
def test_an_offer_may_come_before_completion_but_is_not_paid_until_then(name: str) -> None:
    learner = kept()
    assert offer(learner)[name].makes_sense
    said_of_it = warned(learner, name, date(2024, 7, 20))
    assert "The completion status of the bootcamp aim is 1, not 2 (completed)" in said_of_it
    assert "The outcome of the bootcamp aim is blank, not 1 (achieved)" in said_of_it


@BOTH
def test_an_offer_in_the_future_is_warned_of(name: str) -> None:
    learner = completed()
    assert "It must be on or before 20 August 2024" in warned(learner, name, date(2024, 8, 21))
    assert "It must be on or before" not in warned(learner, name, make.AS_OF)


def test_an_interview_before_the_end_is_warned_of() -> None:
    learner = completed()
    assert "before the bootcamp Z0020001 ended on 12 July 2024" in warned(
        learner, "claim_milestone_2", date(2024, 7, 11)
    )
    assert "before the bootcamp" not in warned(learner, "claim_milestone_2", ENDED)


def test_too_little_of_the_course_is_warned_of() -> None:
    learner = completed(LearnActEndDate=date(2024, 6, 27))
    assert "Only 79.1% of the bootcamp was done" in warned(learner, "claim_milestone_2", OFFERED)
    assert "of the bootcamp was done" not in warned(learner, "claim_milestone_3", OFFERED)  # not tested again there


@pytest.mark.parametrize(("day", "late"), [(date(2025, 1, 12), False), (date(2025, 1, 13), True)])
def test_a_job_offer_after_six_months_is_warned_of(day: date, late: bool) -> None:
    learner = completed()
    acted(learner, "claim_milestone_2", offered=OFFERED)
    given = make.given(as_of=date(2025, 3, 1))
    assert ("more than 6 months after" in warned(learner, "claim_milestone_3", day, given=given)) is late


def test_a_job_offer_without_an_interview_is_warned_of() -> None:
    assert "No Z0010211 that names Z0020001 was ever returned" in warned(completed(), "claim_milestone_3", JOB)


def test_a_job_offer_before_the_interview_is_warned_of() -> None:
    learner = completed()
    acted(learner, "claim_milestone_2", offered=JOB)
    assert "before Z0010211 of the same bootcamp" in warned(learner, "claim_milestone_3", OFFERED)


def test_a_reason_on_the_bootcamp_that_stops_payment_is_said_again() -> None:
    learner = completed(LearningDeliveryFAM=make.fams("SOF112", "FFI2", "DAM023"))
    assert "the full or co-funding indicator is 2" in warned(learner, "claim_milestone_2", OFFERED)


def test_what_keeps_the_money_open_is_said() -> None:
    learner = completed(LSDPostcode="B1 9ZZ")  # a postcode that the directory does not have
    assert "Whether Milestone 2 is paid cannot be told: LSDPostcode B1 9ZZ is not in the postcode table" in warned(
        learner, "claim_milestone_2", OFFERED
    )


# Wrong inputs, and nothing to claim.


@BOTH
def test_the_day_of_the_offer_is_needed(name: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        planned(completed(), name, offered=None)
    assert wrong.value.errors == {"offered": "Enter the day on which the offer was made."}


@BOTH
def test_an_offer_before_the_start_is_a_slip(name: str) -> None:
    learner = completed()
    with pytest.raises(WrongInput, match="The offer is dated 30 April 2024, before Z0020001 started on 1 May 2024"):
        planned(learner, name, offered=date(2024, 4, 30))
    assert planned(learner, name, offered=make.START).steps


@BOTH
def test_a_milestone_is_claimed_once(name: str) -> None:
    learner = completed()
    acted(learner, name, offered=OFFERED)
    reference = aims(learner)[1]["LearnAimRef"]
    assert offer(learner)[name].why_not == (
        f"{reference} for Z0020001 is there already, dated 19 July 2024. If a date is wrong, correct it on that aim."
    )


def test_the_claim_of_another_bootcamp_is_no_claim_of_this_one() -> None:
    learner = kept(make.finished(), make.finished(LearnAimRef="Z0020002", AimSeqNumber=2))
    acted(learner, "claim_milestone_2", at=1, offered=OFFERED)
    assert offer(learner, 0)["claim_milestone_2"].makes_sense


@BOTH
@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (3, "was withdrawn on 31 July 2024. If that is wrong, correct its end details."),
        (6, "is on a break. Record the restart first."),
    ],
)
def test_a_bootcamp_that_was_left_earns_no_further_milestone(name: str, status: int, reason: str) -> None:
    learner = kept(on_a_bootcamp(CompStatus=status, LearnActEndDate=make.PLANNED_END))
    assert offer(learner)[name].why_not == (
        f"Milestone {name[-1]} is paid for a completed bootcamp only. Z0020001 {reason}"
    )


@BOTH
def test_a_learner_with_as_many_aims_as_the_schema_allows_gets_no_more(name: str) -> None:
    others = [make.aim(LearnAimRef="60012345", AimSeqNumber=number) for number in range(2, 99)]
    assert offer(kept(make.finished(), *others))[name].why_not == (
        "The learner has as many aims as an ILR can hold. Remove one that is not needed."
    )


def test_a_claim_is_planned_with_what_the_return_is_judged_with() -> None:
    learner = completed()
    given = replace(make.given(), as_of=date(2024, 7, 18))
    assert "It must be on or before 18 July 2024" in warned(learner, "claim_milestone_2", OFFERED, given=given)
