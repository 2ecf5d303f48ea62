"""Actions carried out in one version, and a whole version undone."""

from typing import Any

import pytest
from django.db import connection

from openlet.store import services
from openlet.store.documents import ID, Operation
from openlet.store.models import Change, DeliveryRow
from openlet.store.read_model import as_kept
from openlet.store.refusals import Conflict, Gone, NotDone, Overtaken
from openlet.store.services import (
    Saved,
    add_record,
    carry_out,
    delete_learner,
    rebuild,
    remove_record,
    set_dont_export,
    set_field,
    undelete_learner,
    undo,
    undo_version,
)
from tests import make
from tests.store.keeping import AIMS, ANN, BOB, aim_path, document, imported, kept, replayed, row

NAME = "Learner/FamilyName"
NEW_AIM = {ID: "a2", "LearnAimRef": "Z0010211", "AimSeqNumber": "2"}


def steps(learner: int) -> list[Operation]:
    """Complete the first aim, give it a box, take its last code away, and add an aim."""
    path = aim_path(learner)
    fam = document(learner)["Learner"]["LearningDelivery"][0]["LearningDeliveryFAM"][2]
    box = {ID: "b1", "ProvSpecDelMonOccur": "A", "ProvSpecDelMon": "WMCA1.3"}
    return [
        Operation("set", f"{path}/CompStatus", old="1", new="2"),
        Operation("set", f"{path}/Outcome", new="1"),
        Operation("add", f"{path}/ProviderSpecDeliveryMonitoring/b1", new=box),
        Operation("remove", f"{path}/LearningDeliveryFAM/{fam[ID]}", old=fam, position=2),
        Operation("add", f"{AIMS}/a2", new=NEW_AIM),
    ]


def done(learner: int, who: str = ANN, version: int | None = None, reads: list[str] | None = None) -> Saved:
    return carry_out(learner, steps(learner), version or row(learner).version, who, reads)


def test_all_steps_are_one_version_with_one_change_for_each() -> None:
    learner = kept().learner
    saved = done(learner)
    assert (saved.version, row(learner).version) == (2, 2)
    assert saved.record == "b1"
    changes = Change.objects.filter(learner_id=learner, version=2).order_by("pk")
    assert [change.action for change in changes] == ["set", "set", "add", "remove", "add"]
    assert saved.changes == tuple(change.pk for change in changes)
    aim = document(learner)["Learner"]["LearningDelivery"][0]
    assert (aim["CompStatus"], aim["Outcome"], len(aim["LearningDeliveryFAM"])) == ("2", "1", 2)
    assert aim["ProviderSpecDeliveryMonitoring"][0]["ProvSpecDelMon"] == "WMCA1.3"
    assert document(learner)["Learner"]["LearningDelivery"][1] == NEW_AIM
    assert replayed(learner) == document(learner)


def test_the_read_model_follows() -> None:
    learner = kept().learner
    done(learner)
    assert list(DeliveryRow.objects.order_by("position").values_list("LearnAimRef", "CompStatus")) == [
        ("Z0020001", 2),
        ("Z0010211", None),
    ]
    rows = as_kept()
    rebuild()
    assert as_kept() == rows


def test_no_steps_make_no_version() -> None:
    learner = kept().learner
    assert carry_out(learner, [], 1, ANN) == Saved(learner, 1)


@pytest.mark.parametrize(
    "last",
    [
        Operation("set", NAME, old="Somebody", new="Smith"),  # not what stands there
        Operation("set", NAME, old="Invented", new="a\x00b"),
        Operation("remove", f"{AIMS}/a2", old={ID: "a2", "LearnAimRef": "other"}),
        Operation("remove", f"{AIMS}/nothing", old={}),
        Operation("add", f"{AIMS}/a3", new={ID: "a3", "Nothing": "1"}),
    ],
)
def test_when_one_step_cannot_be_done_none_is(last: Operation) -> None:
    learner = kept().learner
    before, changes, rows = document(learner), Change.objects.count(), as_kept()
    with pytest.raises(NotDone):
        carry_out(learner, [*steps(learner), last], 1, ANN)
    assert (document(learner), Change.objects.count(), as_kept()) == (before, changes, rows)
    assert row(learner).version == 1


def test_an_action_cannot_replace_a_document() -> None:
    learner = kept().learner
    with pytest.raises(ValueError, match="an action cannot replace"):
        carry_out(learner, [Operation("replace", new={})], 1, ANN)


def test_an_action_is_one_transaction() -> None:
    learner = kept().learner
    seen: list[bool] = []

    class Told(list[Operation]):
        def __iter__(self) -> Any:
            seen.append(connection.in_atomic_block)
            return super().__iter__()

    carry_out(learner, Told(steps(learner)), 1, ANN)
    assert seen == [True]


# What somebody else did since the preview.


def test_a_change_where_the_plan_looked_refuses_the_action() -> None:
    learner = kept().learner
    planned = steps(learner)
    path = f"{aim_path(learner)}/LearnPlanEndDate"
    set_field(learner, path, "2024-08-31", "2024-09-30", BOB)
    before = document(learner)
    with pytest.raises(Overtaken, match="was changed after this preview was made, so nothing was done") as refused:
        carry_out(learner, planned, 1, ANN, [AIMS])
    assert refused.value.path == path
    assert document(learner) == before


def test_a_change_elsewhere_is_kept_beside_the_action() -> None:
    learner = kept().learner
    planned = steps(learner)
    set_field(learner, NAME, "Smith", "Invented", BOB)
    assert carry_out(learner, planned, 1, ANN, [AIMS]).version == 3
    assert document(learner)["Learner"]["FamilyName"] == "Smith"
    assert document(learner)["Learner"]["LearningDelivery"][0]["CompStatus"] == "2"


def test_without_a_word_on_what_was_read_any_change_refuses_the_action() -> None:
    learner = kept().learner
    planned = steps(learner)
    set_field(learner, NAME, "Smith", "Invented", BOB)
    with pytest.raises(Overtaken):
        carry_out(learner, planned, 1, ANN)


def test_a_new_record_below_or_a_place_above_counts_as_well() -> None:
    learner = kept().learner
    path = aim_path(learner)
    add_record(learner, f"{path}/LearningDeliveryFAM", BOB, {"LearnDelFAMType": "LDM", "LearnDelFAMCode": "378"})
    with pytest.raises(Overtaken):
        carry_out(learner, [Operation("set", f"{path}/CompStatus", old="1", new="2")], 1, ANN, [path])
    with pytest.raises(Overtaken):
        carry_out(learner, [], 1, ANN, [f"{path}/LearningDeliveryFAM"])
    remove_record(learner, path, 2, BOB)
    with pytest.raises(Overtaken):
        carry_out(learner, [], 2, ANN, [f"{path}/CompStatus"])


def test_an_import_of_the_learner_overtakes_every_plan() -> None:
    learner = kept().learner
    imported(make.learner(FamilyName="Smith"))
    with pytest.raises(Overtaken):
        carry_out(learner, [], 1, ANN, ["Learner/ULN"])


def test_a_place_with_a_longer_name_is_another_place() -> None:
    learner = kept().learner
    set_field(learner, "Learner/PostcodePrior", "B1 1AB", "B1 1AA", BOB)
    assert carry_out(learner, [], 1, ANN, ["Learner/Postcode"]).version == 2


def test_what_does_not_touch_the_document_does_not_count() -> None:
    learner = kept().learner
    planned = steps(learner)
    set_dont_export(learner, True, BOB)
    delete_learner(learner, BOB)
    with pytest.raises(Gone):
        carry_out(learner, planned, 1, ANN)
    undelete_learner(learner, BOB)
    assert carry_out(learner, planned, 1, ANN).version == 5


def test_confirming_twice_does_the_action_once() -> None:
    learner = kept().learner
    planned = steps(learner)
    carry_out(learner, planned, 1, ANN, [AIMS])
    with pytest.raises(Overtaken):
        carry_out(learner, planned, 1, ANN, [AIMS])
    assert len(document(learner)["Learner"]["LearningDelivery"]) == 2


# Undo of a whole version.


def test_undo_gives_back_the_very_document_and_says_what_it_undid() -> None:
    learner = kept().learner
    before, rows = document(learner), as_kept()
    saved = done(learner)
    undone = undo_version(learner, saved.version, ANN)
    assert (document(learner), as_kept()) == (before, rows)
    assert undone.version == 3
    reversed_by = Change.objects.filter(version=3).order_by("pk").values_list("undoes_id", flat=True)
    assert tuple(reversed_by) == saved.changes[::-1]
    assert replayed(learner) == before


def test_an_undo_is_undone() -> None:
    learner = kept().learner
    saved = done(learner)
    after = document(learner)
    again = undo_version(learner, undo_version(learner, saved.version, ANN).version, ANN)
    assert again.version == 4
    assert document(learner) == after


def test_undo_keeps_what_was_done_elsewhere_since() -> None:
    learner = kept().learner
    saved = done(learner)
    set_field(learner, NAME, "Smith", "Invented", BOB)
    undo_version(learner, saved.version, ANN)
    assert document(learner)["Learner"]["FamilyName"] == "Smith"
    assert len(document(learner)["Learner"]["LearningDelivery"]) == 1


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [("{aim}/Outcome", "1", "3"), (f"{AIMS}/a2/LearnStartDate", "", "2024-08-05")],
)
def test_undo_is_refused_whole_where_one_place_was_changed_since(place: str, old: str, new: str) -> None:
    learner = kept().learner
    saved = done(learner)
    set_field(learner, place.format(aim=aim_path(learner)), new, old, BOB)
    before = document(learner)
    with pytest.raises(Conflict):
        undo_version(learner, saved.version, ANN)
    assert document(learner) == before
    assert row(learner).version == 3


def test_undo_is_refused_where_a_record_is_gone() -> None:
    learner = kept().learner
    saved = done(learner)
    remove_record(learner, f"{AIMS}/a2", saved.version, BOB)
    with pytest.raises(Gone):
        undo_version(learner, saved.version, ANN)


def test_only_the_person_who_did_it_undoes_it_and_only_once() -> None:
    learner = kept().learner
    saved = done(learner)
    with pytest.raises(NotDone, match="Only the person who did this"):
        undo_version(learner, saved.version, BOB)
    with pytest.raises(NotDone, match="Only the person who did this"):
        undo_version(learner, 99, ANN)
    undo_version(learner, saved.version, ANN)
    with pytest.raises(NotDone, match="was undone already"):
        undo_version(learner, saved.version, ANN)


def test_a_version_of_which_a_part_was_undone_is_not_undone_again() -> None:
    learner = kept().learner
    saved = done(learner)
    undo(saved.changes[1], ANN)
    with pytest.raises(NotDone, match="a part of it"):
        undo_version(learner, saved.version, ANN)


def test_a_version_of_another_learner_is_left_alone() -> None:
    first, second = kept().learner, kept(make.learner(LearnRefNumber="L0002", ULN=make.OTHER_ULN), "L0002").learner
    one, other = done(first), done(second)
    undo_version(first, one.version, ANN)
    assert len(document(second)["Learner"]["LearningDelivery"]) == 2
    assert other.version == one.version


def test_a_changed_uln_is_undone_with_the_destination_record_that_followed() -> None:
    learner = kept().learner
    tree = {"LearnRefNumber": "L0001", "ULN": str(make.ULN)}
    add_record(learner, "LearnerDestinationandProgression", ANN, tree)
    before = document(learner)
    saved = set_field(learner, "Learner/ULN", str(make.OTHER_ULN), str(make.ULN), ANN)
    assert len(saved.changes) == 2
    undo_version(learner, saved.version, ANN)
    assert document(learner) == before


def test_a_deletion_is_undone_by_its_version() -> None:
    learner = kept().learner
    saved = delete_learner(learner, ANN)
    services.undo_version(learner, saved.version, ANN)
    assert row(learner).deleted is None
