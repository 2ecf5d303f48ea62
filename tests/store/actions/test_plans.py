"""What every plan keeps to: it is overtaken by a change where it looked, and leaves any learner as valid as before."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from openlet.contracts.reading import read_contracts
from openlet.facts.given import Given, given_for
from openlet.ilr.opening import source
from openlet.invented import generate
from openlet.invented.lists import season
from openlet.spec.years import year_of
from openlet.store.actions import ACTIONS, WrongInput, available
from openlet.store.documents import ID, Document
from openlet.store.faults import faults
from openlet.store.models import LearnerRow
from openlet.store.refusals import Overtaken
from openlet.store.services import add_record, carry_out, import_file, set_field, undo_version
from tests import make
from tests.store.actions.acting import acted, kept, on_a_bootcamp, planned
from tests.store.keeping import AIMS, ANN, BOB, aim_path, document, row

LEFT = make.PLANNED_END
ENDED: dict[str, Any] = {"LearnActEndDate": LEFT}
ON: dict[str, dict[str, Any]] = {
    "record_completion": ENDED,
    "record_withdrawal": ENDED | {"WithdrawReason": 44},
    "start_break": ENDED,
    "claim_milestone_2": {"offered": LEFT},
    "claim_milestone_3": {"offered": LEFT},
    "record_destination": {"OutType": "OTH", "OutCode": 4, "OutStartDate": LEFT, "OutCollDate": LEFT},
    "restart_after_break": {"LearnStartDate": make.AS_OF, "LearnPlanEndDate": make.STILL_TO_COME},
}
EVERY = pytest.mark.parametrize("name", ON)


def ready_for(name: str) -> int:
    """The key of a learner for whom the action makes sense."""
    if name == "record_destination":
        return kept(make.finished(ProviderSpecDeliveryMonitoring=[]))
    learner = kept(on_a_bootcamp())
    if name == "restart_after_break":
        acted(learner, "start_break", **ENDED)
    return learner


def test_every_action_is_looked_at_here() -> None:
    assert ON.keys() == ACTIONS.keys()


@EVERY
def test_somebody_elses_change_of_the_bootcamp_overtakes_the_plan(name: str) -> None:
    learner = ready_for(name)
    plan, version = planned(learner, name, **ON[name]), row(learner).version
    set_field(learner, f"{aim_path(learner)}/PHours", "60", "", BOB)
    with pytest.raises(Overtaken):
        carry_out(learner, plan.steps, version, ANN, plan.reads)


@EVERY
def test_somebody_elses_change_of_the_person_does_not(name: str) -> None:
    learner = ready_for(name)
    plan, version = planned(learner, name, **ON[name]), row(learner).version
    set_field(learner, "Learner/FamilyName", "Smith", "Invented", BOB)
    assert carry_out(learner, plan.steps, version, ANN, plan.reads).changes
    assert document(learner)["Learner"]["FamilyName"] == "Smith"


@pytest.mark.parametrize("name", ["claim_milestone_2", "claim_milestone_3", "restart_after_break"])
def test_a_new_aim_overtakes_a_plan_that_gives_out_a_number(name: str) -> None:
    learner = ready_for(name)
    plan, version = planned(learner, name, **ON[name]), row(learner).version
    add_record(learner, AIMS, BOB, {"LearnAimRef": "60012345", "AimSeqNumber": "2"})
    with pytest.raises(Overtaken):
        carry_out(learner, plan.steps, version, ANN, plan.reads)


@pytest.mark.parametrize(
    ("path", "new", "old"),
    [("Learner/ULN", str(make.OTHER_ULN), str(make.ULN)), ("Learner/LearnRefNumber", "L0009", "L0001")],
)
def test_a_new_identity_overtakes_a_destination_record_that_repeats_it(path: str, new: str, old: str) -> None:
    learner = ready_for("record_destination")
    plan = planned(learner, "record_destination", **ON["record_destination"])
    set_field(learner, path, new, old, BOB)
    with pytest.raises(Overtaken):
        carry_out(learner, plan.steps, 1, ANN, plan.reads)


def test_a_destination_record_made_meanwhile_overtakes_the_plan_of_another() -> None:
    learner = ready_for("record_destination")
    plan = planned(learner, "record_destination", **ON["record_destination"])
    acted(learner, "record_destination", **ON["record_destination"])
    with pytest.raises(Overtaken):
        carry_out(learner, plan.steps, 1, ANN, plan.reads)


# Any learner.


def likely_inputs(tree: Document, name: str, prepared: date) -> dict[str, Any]:
    """What somebody might enter for an aim, faulty as it may be."""
    try:
        end = date.fromisoformat(tree.get("LearnActEndDate") or tree["LearnPlanEndDate"])
    except (KeyError, ValueError):
        end = prepared
    end = min(end, prepared)
    later = {"LearnStartDate": end + timedelta(9), "LearnPlanEndDate": end + timedelta(60)}
    dated = {"OutType": "EMP", "OutCode": 1, "measure": "WMCA1.2", "OutStartDate": end, "OutCollDate": end}
    claim = {"offered": end}
    left = {"LearnActEndDate": end}
    entered: dict[str, dict[str, Any]] = {
        "record_completion": left,
        "record_withdrawal": left | {"WithdrawReason": 44},
        "start_break": left,
        "claim_milestone_2": claim,
        "claim_milestone_3": claim,
        "record_destination": dated,
        "restart_after_break": later,
    }
    return entered[name]


def invented(year: str, folder: Path) -> Given:
    """An invented return in the store, faults and all, and what it is judged with."""
    of = year_of(year)
    paths = generate(folder, 30, 1, of, 20240401)
    import_file(source(str(paths[0])), ANN)
    day = season(of).prepared
    return given_for(read_contracts(paths[1:]), of, day, day, int(paths[0].name[4:12]))


@pytest.mark.parametrize("year", ["2023-24", "2024-25"])
def test_any_action_leaves_any_learner_as_valid_as_before_and_can_be_undone(year: str, tmp_path: Path) -> None:
    given = invented(year, tmp_path)
    done = set()
    for learner in LearnerRow.objects.values_list("pk", flat=True):
        before = document(learner)
        for tree in before["Learner"].get("LearningDelivery", []):
            for one in available(before, given.year, tree[ID], given):
                if not one.makes_sense:
                    continue
                inputs = likely_inputs(tree, one.action, given.prepared)
                try:
                    plan = ACTIONS[one.action].make(before, given.year, tree[ID], given, **inputs)
                except WrongInput:
                    continue
                saved = carry_out(learner, plan.steps, row(learner).version, ANN, plan.reads)
                assert document(learner) == plan.applied_to(before, given.year)
                assert set(faults(document(learner), given.year)) <= set(faults(before, given.year))
                if saved.changes:
                    undo_version(learner, saved.version, ANN)
                assert document(learner) == before
                done.add(one.action)
    assert done >= ACTIONS.keys() - {"restart_after_break"}
