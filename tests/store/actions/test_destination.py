"""Record destination."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openlet.ilr.records import DPOutcome
from openlet.spec.scheme import destinations
from openlet.store.actions import WrongInput, measures, outcomes
from openlet.store.documents import DESTINATIONS, without_ids
from openlet.store.refusals import NotDone
from openlet.store.services import undo_version
from tests import make
from tests.store.actions.acting import acted, aims, codes, exported, kept, offer, planned
from tests.store.keeping import ANN, document

BEGAN, TOLD = date(2024, 8, 1), date(2024, 8, 9)
JOB: dict[str, Any] = {"OutType": "EMP", "OutCode": 1, "measure": "WMCA1.3"}
DATED = JOB | {"OutStartDate": BEGAN, "OutCollDate": TOLD}


def left(*texts: str, progression: Any = None, of: str = "2023-24", **fields: Any) -> int:
    """The key of a learner who has completed, with these texts in boxes A to D."""
    aim = make.finished(ProviderSpecDeliveryMonitoring=make.boxes(*texts), **fields)
    return kept(aim, progression=progression, of=of)


def boxes(learner: int) -> dict[str, str]:
    """What the boxes of the bootcamp aim hold, by letter."""
    held = aims(learner)[0].get("ProviderSpecDeliveryMonitoring", [])
    found = {box["ProvSpecDelMonOccur"]: box["ProvSpecDelMon"] for box in held}
    assert len(found) == len(held)
    return found


def records(learner: int) -> Any:
    return without_ids(document(learner).get(DESTINATIONS, []))


# The matrix.


def test_the_outcomes_and_their_measures_are_the_55_codes_and_nothing_else() -> None:
    assert len(outcomes()) == 20
    found = [one.code for choice in outcomes() for one in measures(choice.OutType, choice.OutCode)]
    assert sorted(found) == sorted(destinations())
    assert len(found) == 55


def test_the_measures_of_an_outcome_are_those_of_its_column() -> None:
    assert [one.code for one in measures("EMP", 4)] == ["WMCA3.1", "WMCA3.2", "WMCA3.3", "WMCA3.0"]
    assert [(one.code, one.measure) for one in measures("GAP", 1)] == [("WMCA16.1", None)]
    assert measures("VOL", 1) == ()


# The WMCA code.


def test_a_leaver_of_april_to_july_2024_gets_the_code_and_a_destination_record(tmp_path: Path) -> None:
    learner = left()
    plan = planned(learner, "record_destination", **DATED)
    assert plan.title == "Record destination: Z0020001"
    assert plan.sentences == (
        "Box A of Z0020001: blank to WMCA1.3",
        "New destination record: EMP 1 from 1 August 2024, collected on 9 August 2024",
    )
    assert plan.warnings == ()
    acted(learner, "record_destination", **DATED)
    text = exported(tmp_path)
    record = make.read(text)[1][1].record
    assert (record.LearnRefNumber, record.ULN) == ("L0001", make.ULN)
    assert codes(text) == set()


def test_a_later_leaver_of_2023_24_gets_the_code_alone() -> None:
    learner = left(LearnActEndDate=date(2024, 8, 1))
    assert offer(learner)["record_destination"].inputs == ("OutType", "OutCode", "measure")
    assert planned(learner, "record_destination", **JOB).sentences == ("Box A of Z0020001: blank to WMCA1.3",)


@pytest.mark.parametrize(("population", "dates"), [("leavers", True), ("starters", False)])
def test_who_needs_a_record_is_the_contracts_reading(population: str, dates: bool) -> None:
    learner = left(LearnStartDate=date(2024, 3, 25))
    given = make.given(f'dp_population = "{population}"')
    assert ("OutStartDate" in offer(learner, given=given)["record_destination"].inputs) is dates


def test_a_year_without_destination_records_gets_the_code_alone(tmp_path: Path) -> None:
    start, end = date(2024, 9, 2), date(2024, 11, 29)
    learner = left(of="2024-25", LearnStartDate=start, LearnPlanEndDate=end, LearnActEndDate=end, FundModel=38)
    given = make.given(year="2024-25", as_of=date(2024, 12, 5))
    acted(learner, "record_destination", given=given, **DATED)
    assert boxes(learner) == {"A": "WMCA1.3"}
    assert DESTINATIONS not in document(learner)
    text = exported(tmp_path, "2024-25", date(2024, 12, 5))
    assert not {code for code in codes(text, of="2024-25", as_of=date(2024, 12, 5)) if "ProvSpecDelMon" in code}


def test_an_earlier_code_gives_up_its_box_and_all_else_stays() -> None:
    learner = left("Contribution 10", "WMCA5.0", "our own note")
    plan = planned(learner, "record_destination", **DATED)
    assert plan.sentences[0] == "Box B of Z0020001: WMCA5.0 to WMCA1.3"
    acted(learner, "record_destination", **DATED)
    assert boxes(learner) == {"A": "Contribution 10", "B": "WMCA1.3", "C": "our own note"}


def test_several_codes_become_one() -> None:
    learner = left("WMCA5.0", "our own note", "wmca 99", "WMCA1.3")
    before = document(learner)
    saved = acted(learner, "record_destination", **DATED)
    assert boxes(learner) == {"B": "our own note", "D": "WMCA1.3"}
    undo_version(learner, saved.version, ANN)
    assert document(learner) == before


def test_the_first_free_box_is_taken() -> None:
    learner = left("our own note", "Contribution 10", "another note")
    acted(learner, "record_destination", **DATED)
    assert boxes(learner)["D"] == "WMCA1.3"


def test_a_box_between_others_is_taken() -> None:
    aim = make.finished(ProviderSpecDeliveryMonitoring=[*make.boxes("one"), *make.boxes("", "", "three")[2:]])
    learner = kept(aim)
    acted(learner, "record_destination", **DATED)
    assert boxes(learner) == {"A": "one", "C": "three", "B": "WMCA1.3"}


def test_a_box_that_holds_blanks_alone_is_free() -> None:
    learner = left("one", " ", "three", "four")
    acted(learner, "record_destination", **DATED)
    assert boxes(learner) == {"A": "one", "B": "WMCA1.3", "C": "three", "D": "four"}


def test_without_a_free_box_it_is_said_and_nothing_is_done() -> None:
    learner = left("one", "two", "Contribution 10", "four")
    before = document(learner)
    reason = (
        "All provider specified boxes of Z0020001 hold other values, so there is no room for the WMCA code. Clear one "
        "of them first."
    )
    assert offer(learner)["record_destination"].why_not == reason
    with pytest.raises(NotDone, match=reason):
        acted(learner, "record_destination", **DATED)
    assert document(learner) == before


def test_values_without_a_letter_take_up_room_too() -> None:
    held = make.boxes("one", "two", "three", "four")
    held[3].ProvSpecDelMonOccur = None
    learner = kept(make.finished(ProviderSpecDeliveryMonitoring=held))
    assert "no room for the WMCA code" in (offer(learner)["record_destination"].why_not or "")


def test_recording_the_same_destination_again_changes_nothing() -> None:
    learner = left()
    acted(learner, "record_destination", **DATED)
    plan = planned(learner, "record_destination", **DATED)
    assert (plan.steps, plan.sentences, plan.warnings) == ((), (), ())
    assert acted(learner, "record_destination", **DATED).changes == ()


def test_a_social_destination_is_accepted_with_a_warning() -> None:
    learner = left()
    plan = planned(learner, "record_destination", **{**DATED, "OutType": "SDE", "measure": "WMCA17.1"})
    assert any("social destination" in warning for warning in plan.warnings)


def test_the_measure_may_be_left_out_where_there_is_only_one() -> None:
    learner = left()
    acted(learner, "record_destination", **{**DATED, "OutType": "OTH", "OutCode": 4, "measure": None})
    assert boxes(learner) == {"A": "WMCA15.0"}


# The destination record.


def test_a_new_outcome_closes_the_old_one_of_another_type(tmp_path: Path) -> None:
    old = make.outcome("NPE", 1, date(2024, 7, 31))
    learner = left("WMCA5.0", progression=make.progression(old))
    before = document(learner)
    plan = planned(learner, "record_destination", **DATED)
    assert plan.sentences == (
        "Box A of Z0020001: WMCA5.0 to WMCA1.3",
        "Outcome end date of the destination NPE 1: blank to 31 July 2024",
        "New destination: EMP 1 from 1 August 2024, collected on 9 August 2024",
    )
    saved = acted(learner, "record_destination", **DATED)
    assert [one["OutType"] for one in records(learner)[0]["DPOutcome"]] == ["NPE", "EMP"]
    assert codes(exported(tmp_path)) == set()
    undo_version(learner, saved.version, ANN)
    assert document(learner) == before


@pytest.mark.parametrize("old", [make.outcome("NPE", 1, BEGAN), make.outcome("NPE", 1, date(2024, 8, 15))])
def test_an_outcome_that_would_stay_the_current_one_is_itself_corrected(old: DPOutcome, tmp_path: Path) -> None:
    learner = left("WMCA5.0", progression=make.progression(old))
    acted(learner, "record_destination", **DATED)
    assert records(learner)[0]["DPOutcome"] == [
        {"OutType": "EMP", "OutCode": "1", "OutStartDate": "2024-08-01", "OutCollDate": "2024-08-09"}
    ]
    assert codes(exported(tmp_path)) == set()


def test_the_same_outcome_told_again_has_its_dates_brought_up_to_date() -> None:
    learner = left("WMCA1.3", progression=make.progression(make.outcome("EMP", 1, BEGAN)))
    plan = planned(learner, "record_destination", **DATED)
    assert plan.sentences == ("Outcome collection date of the destination EMP 1: 1 August 2024 to 9 August 2024",)


def test_an_outcome_of_the_same_type_may_go_on() -> None:
    learner = left(progression=make.progression(make.outcome("EMP", 2, date(2024, 7, 1))))
    acted(learner, "record_destination", **DATED)
    first, second = records(learner)[0]["DPOutcome"]
    assert "OutEndDate" not in first
    assert (second["OutType"], second["OutCode"]) == ("EMP", "1")


def test_an_outcome_that_had_ended_is_left_alone() -> None:
    ended = make.outcome("EDU", 4, date(2024, 6, 1), OutEndDate=date(2024, 6, 30))
    learner = left(progression=make.progression(ended))
    before = records(learner)[0]["DPOutcome"][0]
    acted(learner, "record_destination", **DATED)
    assert records(learner)[0]["DPOutcome"][0] == before
    assert len(records(learner)[0]["DPOutcome"]) == 2


def test_a_record_that_would_disagree_is_warned_of_where_none_is_asked_for() -> None:
    learner = left(LearnActEndDate=date(2024, 8, 1), progression=make.progression(make.outcome("NPE", 1)))
    plan = planned(learner, "record_destination", **JOB)
    assert any("stands for" in warning for warning in plan.warnings)


# Wrong inputs, and nothing to record.


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"OutType": "VOL"}, "OutType"),
        ({"OutType": "EMP", "OutCode": 3}, "OutType"),
        ({"OutCode": None}, "OutType"),
        ({"measure": "WMCA2.1"}, "measure"),
        ({"measure": None}, "measure"),
        ({"OutCode": 2, "measure": "WMCA2.5"}, "measure"),  # there is none
        ({"OutStartDate": None}, "OutStartDate"),
        ({"OutCollDate": None}, "OutCollDate"),
    ],
)
def test_what_the_matrix_does_not_allow_is_refused(change: dict[str, Any], field: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        planned(left(), "record_destination", **(DATED | change))
    assert wrong.value.errors.keys() == {field}
    assert all(sentence.endswith(".") for sentence in wrong.value.errors.values())


def test_the_sentence_names_the_measures_that_go_with_the_outcome() -> None:
    with pytest.raises(WrongInput, match=r"goes with EMP 4: WMCA3\.1, WMCA3\.2, WMCA3\.3, WMCA3\.0"):
        planned(left(), "record_destination", **(DATED | {"OutCode": 4}))


@pytest.mark.parametrize(("day", "field"), [(date(2024, 8, 21), True), (make.AS_OF, False)])
def test_an_outcome_heard_of_in_the_future_is_warned_of(day: date, field: bool) -> None:
    plan = planned(left(), "record_destination", **(DATED | {"OutCollDate": day}))
    assert any("after the day the return is judged on" in warning for warning in plan.warnings) is field


@pytest.mark.parametrize("status", [1, 6])
def test_a_destination_comes_after_the_learner_has_left(status: int) -> None:
    learner = kept(make.aim(CompStatus=status))
    assert offer(learner)["record_destination"].why_not == (
        "The learner has not left Z0020001. Record the completion or the withdrawal first; the destination comes after "
        "that."
    )
